namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>What the model has a service do in its newest step: for views and tests that need no query.</summary>
/// <param name="At">End of the step.</param>
/// <param name="OfferedPerSecond">Requests that came.</param>
/// <param name="ServedPerSecond">Of these, answered by a pod, with an error or without.</param>
/// <param name="RefusedPerSecond">Of these, refused because no pod had a place.</param>
/// <param name="ErrorShare">Refused or answered with an error, 0 to 1; 0 without requests.</param>
/// <param name="LatencyP50">Of served requests; null when none was.</param>
/// <param name="LatencyP95">Of served requests; null when none was.</param>
/// <param name="LatencyP99">Of served requests; null when none was.</param>
/// <param name="ReadyPods">Pods that took requests.</param>
public sealed record LoadSnapshot(
    DateTimeOffset At,
    double OfferedPerSecond,
    double ServedPerSecond,
    double RefusedPerSecond,
    double ErrorShare,
    TimeSpan? LatencyP50,
    TimeSpan? LatencyP95,
    TimeSpan? LatencyP99,
    int ReadyPods);
