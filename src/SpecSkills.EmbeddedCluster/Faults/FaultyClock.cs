namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>
/// The clock of an agent whose machine's time steps while the cluster's does not: the cluster's clock plus the offset
/// of <see cref="FaultEffect.ClockStep"/>. Timers and elapsed time are not touched, as on a real machine.
/// </summary>
public sealed class FaultyClock(TimeProvider inner, FaultSchedule faults) : TimeProvider
{
    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    /// <inheritdoc />
    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        var now = inner.GetUtcNow();
        return now + faults.ClockOffset(now);
    }

    /// <inheritdoc />
    public override long GetTimestamp() => inner.GetTimestamp();

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
