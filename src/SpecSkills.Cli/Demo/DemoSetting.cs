namespace SpecSkills.Cli.Demo;

/// <summary>What does not change during a run.</summary>
internal sealed record DemoSetting(
    ulong Seed, DateTimeOffset Start, TimeSpan Length, IReadOnlyList<DemoService> Services);
