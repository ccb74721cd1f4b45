namespace SpecSkills.Cli.Demo;

/// <summary>What stands fixed for a whole run.</summary>
internal sealed record DemoSetting(
    ulong Seed, DateTimeOffset Start, TimeSpan Length, IReadOnlyList<DemoService> Services);
