namespace SpecSkills.Kubernetes.Prometheus;

/// <summary>What one instant query came to.</summary>
internal abstract record PrometheusAnswer
{
    private PrometheusAnswer()
    {
    }

    /// <summary>One value. Null: not a finite number, as 0/0 is where there were no requests.</summary>
    public sealed record Value(decimal? Number, DateTimeOffset At) : PrometheusAnswer;

    /// <summary>No value; the text is bounded and safe to show.</summary>
    public sealed record Failed(string Error) : PrometheusAnswer;
}
