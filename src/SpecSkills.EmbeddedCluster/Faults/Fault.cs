namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>One thing that goes wrong: what, from when, for how long.</summary>
/// <param name="Name">Names it in views and tests.</param>
public sealed record Fault(string Name, FaultTrigger Trigger, FaultEffect Effect)
{
    /// <summary>How long it lasts once triggered; null for as long as the trigger says.</summary>
    public TimeSpan? Duration { get; init; }
}
