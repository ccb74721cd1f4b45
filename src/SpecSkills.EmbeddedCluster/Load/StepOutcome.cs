namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>The requests of one step over all ready pods.</summary>
internal sealed class StepOutcome(double offeredPerSecond, IReadOnlyList<PodService> pods)
{
    private const int BisectionSteps = 60;
    private const double LongestSeconds = 3600;

    public double OfferedPerSecond { get; } = offeredPerSecond;

    public double ServedPerSecond { get; } = Math.Min(offeredPerSecond, pods.Sum(pod => pod.ServedPerSecond));

    public double FailedPerSecond { get; } =
        Math.Min(offeredPerSecond, pods.Sum(pod => pod.ServedPerSecond * pod.Effect.ErrorShare));

    public int Pods => pods.Count;

    public double MeanSeconds => Mixture(pod => pod.Queue.MeanSeconds + pod.BaseLatency.TotalSeconds);

    /// <summary>Share of served requests that took longer than this.</summary>
    public double ShareLongerThan(double seconds) => Mixture(pod => pod.ShareLongerThan(seconds));

    /// <summary>The latency that this share of served requests stays under; null when none is served.</summary>
    public TimeSpan? Quantile(double share)
    {
        if (ServedPerSecond <= 0)
            return null;
        var (low, high) = (0.0, LongestSeconds);
        for (var step = 0; step < BisectionSteps; step++)
        {
            var middle = (low + high) / 2;
            if (ShareLongerThan(middle) > 1 - share)
                low = middle;
            else
                high = middle;
        }
        return TimeSpan.FromSeconds(high);
    }

    private double Mixture(Func<PodService, double> of)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var pod in pods)
        {
            sum += pod.ServedPerSecond * of(pod);
            weight += pod.ServedPerSecond;
        }
        return weight > 0 ? sum / weight : 0;
    }
}
