using SpecSkills.Core.Decisions;

namespace SpecSkills.Core.Execution;

/// <summary>
/// An operation that has passed the gate: the only thing the write side of a cluster accepts. Only
/// <see cref="PermitGate"/> makes one.
/// </summary>
public sealed class AdmittedPlan
{
    internal AdmittedPlan(Operation operation, string permitId, string resourceVersion, bool dryRun, bool compensation)
    {
        Operation = operation;
        PermitId = permitId;
        ResourceVersion = resourceVersion;
        DryRun = dryRun;
        IsCompensation = compensation;
    }

    /// <summary>What to do. For a compensation, the operation that restores the before-values.</summary>
    public Operation Operation { get; }

    /// <summary>The permit it runs under.</summary>
    public string PermitId { get; }

    /// <summary>Precondition of the write: the version the before-values were just read at.</summary>
    public string ResourceVersion { get; }

    /// <summary>The server checks everything and changes nothing.</summary>
    public bool DryRun { get; }

    /// <summary>True for the one rollback of an operation, which runs under that operation's permit.</summary>
    public bool IsCompensation { get; }
}
