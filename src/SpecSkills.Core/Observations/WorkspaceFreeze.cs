namespace SpecSkills.Core.Observations;

/// <summary>A stop of all changes, for a while or until a person lifts it.</summary>
/// <param name="Since">When.</param>
/// <param name="Until">When it ends by itself; null: never.</param>
/// <param name="By">Principal who did, <c>person:local</c>.</param>
/// <param name="Reason">Their words, cleaned.</param>
public sealed record WorkspaceFreeze(DateTimeOffset Since, DateTimeOffset? Until, string By, string Reason)
{
    /// <summary>True until its end.</summary>
    public bool HoldsAt(DateTimeOffset now) => Until is not { } end || now < end;

    /// <summary>True when it holds at least as long as another.</summary>
    public bool Outlasts(DateTimeOffset? until) => Until is not { } end || (until is { } other && other <= end);

    /// <summary>One sentence: who, why, how long, and how it ends.</summary>
    public string Describe() =>
        $"Everything has been frozen since {Since:u} by {By}: {Reason}. "
        + (Until is { } end ? $"It ends at {end:u}, or when" : "It ends when")
        + " a person runs 'specskills resume'.";
}
