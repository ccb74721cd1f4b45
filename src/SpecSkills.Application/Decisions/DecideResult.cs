using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;

namespace SpecSkills.Application.Decisions;

/// <summary>The outcome of asking for a decision.</summary>
public abstract record DecideResult
{
    private DecideResult()
    {
    }

    /// <summary>Decided, kept and on record; a hold and a reject are decisions too.</summary>
    public sealed record Decided(StoredDecision Stored) : DecideResult;

    /// <summary>No blueprint governs a service of that name.</summary>
    public sealed record UnknownService(string Service, IReadOnlyList<string> Known) : DecideResult;

    /// <summary>The blueprint cannot be read into values.</summary>
    public sealed record Unreadable(string Service, string File, IReadOnlyList<Diagnostic> Findings) : DecideResult;

    /// <summary>The cluster cannot be read.</summary>
    public sealed record Unobservable(string Service, ClusterFailure Failure, string Message) : DecideResult;

    /// <summary>A wish that fits no operation; every finding.</summary>
    public sealed record Unplannable(string Service, IReadOnlyList<Diagnostic> Findings) : DecideResult;
}
