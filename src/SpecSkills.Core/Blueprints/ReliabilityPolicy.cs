namespace SpecSkills.Core.Blueprints;

/// <summary>How failures are met.</summary>
public sealed record ReliabilityPolicy(
    int MaxRestartCount,
    RestartBackoff RestartBackoff,
    bool RollbackOnFailure,
    int RollbackThreshold,
    TimeSpan HealthCheckTimeout,
    ProbePolicy? ReadinessProbe,
    ProbePolicy? LivenessProbe,
    TimeSpan VerificationWindow,
    bool StrictRollback);

/// <summary>How long own restart attempts wait.</summary>
public enum RestartBackoff
{
    /// <summary>Doubling from 10 s to 300 s.</summary>
    Exponential,

    /// <summary>Always 10 s.</summary>
    Fixed,
}

/// <summary>Timing of a probe.</summary>
public sealed record ProbePolicy(TimeSpan InitialDelay, TimeSpan Period, TimeSpan Timeout, int FailureThreshold);
