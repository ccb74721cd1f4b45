namespace SpecSkills.Core.Decisions.Rules;

/// <summary>What one rule makes of an input. Closed: the engine handles every case.</summary>
internal abstract record RuleOutcome
{
    private RuleOutcome()
    {
    }

    /// <summary>The rule decides; no rule below it is looked at.</summary>
    public sealed record Act(Proposal Proposal) : RuleOutcome;

    /// <summary>
    /// The rule's wish stands unless a rule below it acts: waiting for a person must not stop scaling.
    /// </summary>
    public sealed record Suggest(Proposal Proposal) : RuleOutcome;

    /// <summary>The rule wants nothing done, for a reason. Only a blocking hold stops the rules below it.</summary>
    public sealed record Hold(string Reason, string Why, bool Blocking, IReadOnlyList<string> References) : RuleOutcome
    {
        /// <summary>A person should hear of it.</summary>
        public bool Alert { get; init; }
    }

    /// <summary>The rule has nothing to say here.</summary>
    public sealed record NotApplicable(string Why) : RuleOutcome;
}
