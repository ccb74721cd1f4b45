namespace SpecSkills.Core.Blueprints.Reading;

/// <summary><c>spec.reliability</c></summary>
internal static class ReliabilitySection
{
    private static readonly ScalarFormat<RestartBackoff> Backoff =
        Formats.OneOf(("exponential", RestartBackoff.Exponential), ("fixed", RestartBackoff.Fixed));

    private static readonly ScalarFormat<TimeSpan> Wait = Formats.Duration("1s", "1h", "30s");

    public static ReliabilityPolicy Read(SectionReader reliability)
    {
        var policy = new ReliabilityPolicy(
            reliability.Required("max_restart_count", Formats.Integer(0, 1000, "3")),
            reliability.Optional("restart_backoff", Backoff, RestartBackoff.Exponential),
            reliability.Optional("rollback_on_failure", Formats.Boolean, true),
            reliability.Optional("rollback_threshold", Formats.Integer(1, 100, "2"), 2),
            reliability.Optional("health_check_timeout", Wait, TimeSpan.FromSeconds(30)),
            ReadProbe(reliability.Section("readiness_probe")),
            ReadProbe(reliability.Section("liveness_probe")),
            reliability.Optional("verification_window", Wait with { Example = "60s" }, TimeSpan.FromSeconds(60)),
            reliability.Optional("strict_rollback", Formats.Boolean, false));
        reliability.Finish();
        return policy;
    }

    // Defaults are those of Kubernetes.
    private static ProbePolicy? ReadProbe(SectionReader? probe)
    {
        if (probe is null) return null;
        var policy = new ProbePolicy(
            probe.Optional("initial_delay", Formats.Duration("0s", "1h", "10s"), TimeSpan.Zero),
            probe.Optional("period", Formats.Duration("1s", "1h", "10s"), TimeSpan.FromSeconds(10)),
            probe.Optional("timeout", Formats.Duration("1s", "1h", "5s"), TimeSpan.FromSeconds(1)),
            probe.Optional("failure_threshold", Formats.Integer(1, 1000, "3"), 3));
        probe.Finish();
        return policy;
    }
}
