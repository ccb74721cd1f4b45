namespace SpecSkills.Core.Blueprints.Changes;

/// <summary>What a change does to what the agent may do or reach.</summary>
public enum AuthorityEffect
{
    /// <summary>Nothing: descriptions, and settings that only tune decisions within the same bounds.</summary>
    Unchanged,

    /// <summary>It may do less, or is watched more closely: in force at once.</summary>
    Narrower,

    /// <summary>It may do or reach more, or is watched less: waits for a person's acceptance.</summary>
    Wider,

    /// <summary>Neither is known: counts as wider.</summary>
    Incomparable,
}
