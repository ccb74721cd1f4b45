namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>
/// Requests per second that users ask of a service, as a function of the time since the scenario began.
/// </summary>
/// <example>
/// Ten quiet minutes, a surge within one, back to normal after half an hour:
/// <code>
/// var surge = new TrafficCurve.Sequence(
///     new(TimeSpan.FromMinutes(10), new TrafficCurve.Constant(45)),
///     new(TimeSpan.FromMinutes(1), new TrafficCurve.Ramp(45, 90, TimeSpan.FromMinutes(1))),
///     new(TimeSpan.FromMinutes(19), new TrafficCurve.Constant(90)),
///     new(TimeSpan.FromMinutes(30), new TrafficCurve.Constant(30)));
/// </code>
/// </example>
public abstract record TrafficCurve
{
    private TrafficCurve()
    {
    }

    /// <summary>The rate at an instant; never negative. Before the beginning it is that of the beginning.</summary>
    public double RateAt(TimeSpan sinceStart)
    {
        var at = sinceStart < TimeSpan.Zero ? TimeSpan.Zero : sinceStart;
        return Math.Max(0, Evaluate(at));
    }

    private protected abstract double Evaluate(TimeSpan at);

    private static double Share(TimeSpan part, TimeSpan whole) =>
        whole <= TimeSpan.Zero ? 1 : Math.Clamp(part / whole, 0, 1);

    /// <summary>Always the same.</summary>
    public sealed record Constant(double PerSecond) : TrafficCurve
    {
        private protected override double Evaluate(TimeSpan at) => PerSecond;
    }

    /// <summary>From one rate to another in a straight line, then level.</summary>
    public sealed record Ramp(double From, double To, TimeSpan Duration) : TrafficCurve
    {
        private protected override double Evaluate(TimeSpan at) => From + ((To - From) * Share(at, Duration));
    }

    /// <summary>A day in small: swings around a mean, beginning at the mean and rising.</summary>
    public sealed record Sine(double Mean, double Amplitude, TimeSpan Period) : TrafficCurve
    {
        private protected override double Evaluate(TimeSpan at) =>
            Period <= TimeSpan.Zero ? Mean : Mean + (Amplitude * Math.Sin(2 * Math.PI * (at / Period)));
    }

    /// <summary>Level, up to a peak within <paramref name="Rise"/>, held, and down again.</summary>
    public sealed record Spike(double Base, double Peak, TimeSpan At, TimeSpan Rise, TimeSpan Hold, TimeSpan Fall)
        : TrafficCurve
    {
        private protected override double Evaluate(TimeSpan at)
        {
            if (at < At)
                return Base;
            var height = at < At + Rise + Hold ? Share(at - At, Rise) : 1 - Share(at - At - Rise - Hold, Fall);
            return Base + ((Peak - Base) * height);
        }
    }

    /// <summary>One curve after another, each with a time of its own that begins with it; the last goes on.</summary>
    public sealed record Sequence(params IReadOnlyList<CurveSegment> Segments) : TrafficCurve
    {
        private protected override double Evaluate(TimeSpan at)
        {
            for (var index = 0; index < Segments.Count; index++)
            {
                if (at < Segments[index].Duration || index == Segments.Count - 1)
                    return Segments[index].Curve.RateAt(at);
                at -= Segments[index].Duration;
            }
            return 0;
        }
    }

    /// <summary>Several at once, e.g. a daily swing and a spike.</summary>
    public sealed record Sum(params IReadOnlyList<TrafficCurve> Curves) : TrafficCurve
    {
        private protected override double Evaluate(TimeSpan at) => Curves.Sum(curve => curve.RateAt(at));
    }

    /// <summary>
    /// A recorded load. <paramref name="Scale"/> multiplies its rate, <paramref name="Speed"/> its time: at speed 60
    /// an hour of the recording passes in a minute (with the rates of that hour). After its end it is zero.
    /// </summary>
    public sealed record Recorded(RecordedTrace Trace, double Scale = 1, double Speed = 1) : TrafficCurve
    {
        private protected override double Evaluate(TimeSpan at)
        {
            var index = (long)Math.Floor(at * Speed / Trace.Interval);
            return index < Trace.Counts.Count
                ? Trace.Counts[(int)index] / Trace.Interval.TotalSeconds * Scale
                : 0;
        }
    }
}
