namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>Counters of one service at the end of a step, as they would be scraped.</summary>
/// <param name="Buckets">Answers at most as slow as each bound, cumulative over time and bounds.</param>
internal sealed record ServiceStep(
    long TimeMilliseconds,
    int DesiredReplicas,
    int AvailableReplicas,
    long Succeeded,
    long Failed,
    long Refused,
    double DurationSeconds,
    long[] Buckets);
