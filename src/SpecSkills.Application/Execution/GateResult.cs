using SpecSkills.Application.Ports;
using SpecSkills.Core.Execution;

namespace SpecSkills.Application.Execution;

/// <summary>What the write gate did with a plan.</summary>
internal abstract record GateResult
{
    private GateResult()
    {
    }

    /// <summary>It was sent, and this came back.</summary>
    public sealed record Sent(Receipt Receipt) : GateResult;

    /// <summary>It was not: what the gate saw does not admit it.</summary>
    public sealed record Refused(Admission.Refused Admission) : GateResult;

    /// <summary>It was not: the object could not be read.</summary>
    public sealed record Unread(ClusterFailure Failure, string Message) : GateResult;
}
