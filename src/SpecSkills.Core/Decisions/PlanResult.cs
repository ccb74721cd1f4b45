using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Decisions;

/// <summary>A wish turned into an exact operation, or why it could not be.</summary>
public abstract record PlanResult
{
    private PlanResult()
    {
    }

    /// <summary>The operation, complete with target, before and after.</summary>
    public sealed record Planned(Operation Operation) : PlanResult;

    /// <summary>What is wrong with the wish; every finding, not the first.</summary>
    public sealed record Refused(IReadOnlyList<Diagnostic> Diagnostics) : PlanResult;
}
