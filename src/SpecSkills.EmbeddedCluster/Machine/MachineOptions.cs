namespace SpecSkills.EmbeddedCluster.Machine;

/// <summary>The part of a cluster's options that the store and the controllers read.</summary>
internal sealed record MachineOptions
{
    public required DateTimeOffset StartTime { get; init; }

    public required ulong Seed { get; init; }

    public required int MinorVersion { get; init; }

    public required TimeSpan ControllerDelay { get; init; }

    public required string NodeName { get; init; }
}
