namespace SpecSkills.Core.Decisions.Rules;

/// <summary>A change a rule wants, with the sentences and blueprint paths that explain it.</summary>
internal sealed record Proposal(
    DecisionType Type,
    string Reason,
    string Why,
    IReadOnlyList<string> References,
    Operation Operation,
    IReadOnlyList<StateValue> TargetState)
{
    /// <summary>A person should hear of it.</summary>
    public bool Alert { get; init; }

    /// <summary>A person decides, regardless of the lists.</summary>
    public bool ProposalOnly { get; init; }
}
