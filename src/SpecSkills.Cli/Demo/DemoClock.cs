namespace SpecSkills.Cli.Demo;

/// <summary>The clock that cluster, agent and record share. It moves when the demo moves it.</summary>
internal sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    // Durations come from this clock too. With the machine's clock no two runs would be equal.
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public void MoveTo(DateTimeOffset now) => Interlocked.Exchange(ref ticks, now.UtcTicks);
}
