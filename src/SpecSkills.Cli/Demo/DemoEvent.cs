namespace SpecSkills.Cli.Demo;

/// <summary>Something that happened and is worth a line.</summary>
/// <param name="Stage">One word: load, decision, governance, execution, verification, rollback, breaker, person,
/// fault.</param>
/// <param name="Text">One sentence without markup.</param>
internal sealed record DemoEvent(DateTimeOffset At, string? Service, DemoTone Tone, string Stage, string Text);
