using System.Globalization;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Decisions.Recovery;

/// <summary>
/// The failures of one service, counted: restarts and own evictions of the current revision inside the last ten minutes
/// over the whole Deployment (the successor of an evicted pod starts at zero), and the pods by how they are.
/// </summary>
internal sealed class RecoverySituation
{
    /// <summary>A container waiting for these never ran: starting its pod again changes nothing.</summary>
    private static readonly HashSet<string> CannotStart = new(StringComparer.Ordinal)
    {
        "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError",
    };

    private static readonly HashSet<string> StillStarting = new(StringComparer.Ordinal)
    {
        "ContainerCreating", "PodInitializing",
    };

    private readonly Observation observation;
    private readonly DateTimeOffset now;
    private int notReady;

    public RecoverySituation(DecisionInput input)
    {
        observation = input.Observation;
        now = input.Now;
        var reliability = input.Blueprint.Reliability;
        var attempts = AttemptsInARow(observation.History.RestartAttempts);
        AttemptsSoFar = attempts.Count;
        LastAttempt = attempts.Newest;
        var counted = 0L;
        foreach (var pod in observation.Pods)
            if (IsCurrent(pod.Revision))
                counted += Math.Max(pod.RecentRestarts, 0);
        foreach (var attempt in observation.History.RestartAttempts)
            if (IsCurrent(attempt.Revision) && IsRecent(attempt.At))
                counted++;
        Restarts = counted;
        foreach (var pod in observation.Pods) Count(pod, reliability);
        // A limit of 0 is reached by the first failure, not by none.
        LimitReached = Restarts >= reliability.MaxRestartCount && (Restarts > 0 || Failed.Count > 0);
        Unhealthy = Math.Max(Failed.Count + Unstartable + OutOfMemory.Count(pod => !pod.Ready),
            notReady - observation.Deployment.WarmingPods);
    }

    /// <summary>Restarts and own evictions that count.</summary>
    public long Restarts { get; }

    /// <summary>They have reached <c>max_restart_count</c>.</summary>
    public bool LimitReached { get; }

    /// <summary>Failed pods that a restart may help, by name.</summary>
    public List<PodReading> Failed { get; } = [];

    /// <summary>Pods whose container was killed for its memory inside the window.</summary>
    public List<PodReading> OutOfMemory { get; } = [];

    /// <summary>Pods whose container cannot start at all.</summary>
    public int Unstartable { get; private set; }

    /// <summary>Pods that are neither ready nor on their way.</summary>
    public int Unhealthy { get; }

    /// <summary>Own evictions with less than ten minutes between each and the next.</summary>
    public int AttemptsSoFar { get; }

    /// <summary>When the last of them was.</summary>
    public DateTimeOffset? LastAttempt { get; }

    /// <summary>Whether the current revision is known to be younger than the age at which recovery undoes it.</summary>
    public bool IsYoung => RolledOutAt() is { } at && now - at < EngineConstants.RollbackAge;

    /// <summary>How the last container to end, ended.</summary>
    public ContainerTermination? LastTermination => observation.Pods
        .Select(pod => pod.LastTermination)
        .Where(end => end is not null)
        .MaxBy(end => end!.At);

    /// <summary>The newest revision before the current one that was healthy.</summary>
    public string? RollbackTarget()
    {
        if (!TryNumber(observation.Deployment.Revision, out var current)) return null;
        string? target = null;
        var newest = long.MinValue;
        foreach (var revision in observation.Revisions)
        {
            if (revision.WasHealthy != true || !TryNumber(revision.Revision, out var number)) continue;
            if (number >= current || number <= newest) continue;
            newest = number;
            target = revision.Revision;
        }

        return target;
    }

    private void Count(PodReading pod, ReliabilityPolicy reliability)
    {
        if (!pod.Ready) notReady++;
        if (pod.LastTermination is { Reason: "OOMKilled" } end && (end.At is not { } at || IsRecent(at)))
            OutOfMemory.Add(pod);
        else if (pod.Ready) return;
        else if (pod.WaitingReason is { } waiting && CannotStart.Contains(waiting)) Unstartable++;
        else if (IsFailed(pod, reliability)) Failed.Add(pod);
    }

    /// <summary>
    /// A pod that ended, one whose container waits to be restarted, and one whose restarted container had its time to
    /// become ready and did not use it.
    /// </summary>
    private bool IsFailed(PodReading pod, ReliabilityPolicy reliability)
    {
        if (pod.Phase == "Failed") return true;
        if (pod.WaitingReason is { } waiting) return !StillStarting.Contains(waiting);
        if (pod.RecentRestarts <= 0) return false;
        var patience = reliability.HealthCheckTimeout + (reliability.ReadinessProbe?.InitialDelay ?? TimeSpan.Zero);
        return pod.LastTermination?.At is not { } at || now - at >= patience;
    }

    /// <summary>
    /// When the current revision was rolled out; where the cluster no longer says, the earliest sign of life of it.
    /// </summary>
    private DateTimeOffset? RolledOutAt()
    {
        var current = observation.Deployment.Revision;
        if (current is null) return null;
        foreach (var revision in observation.Revisions)
            if (revision.Revision == current && revision.CreatedAt is { } at)
                return at;
        var starts = observation.Pods.Where(pod => pod.Revision == current).Select(pod => pod.StartedAt);
        var evictions = observation.History.RestartAttempts
            .Where(attempt => attempt.Revision == current).Select(attempt => (DateTimeOffset?)attempt.At);
        return starts.Concat(evictions).Min();
    }

    /// <summary>
    /// Counted backwards to the first gap of ten minutes: own attempts never wait that long, so nothing had failed in
    /// it.
    /// </summary>
    private (int Count, DateTimeOffset? Newest) AttemptsInARow(IReadOnlyList<RestartAttempt> attempts)
    {
        if (attempts.Count == 0) return (0, null);
        var count = 0;
        DateTimeOffset? newest = null;
        var after = now;
        foreach (var attempt in attempts.Where(each => IsCurrent(each.Revision)).OrderByDescending(each => each.At))
        {
            if (after - attempt.At >= EngineConstants.RestartWindow) break;
            newest ??= attempt.At;
            after = attempt.At;
            count++;
        }

        return (count, newest);
    }

    private bool IsCurrent(string? revision) =>
        revision is null || observation.Deployment.Revision is null || revision == observation.Deployment.Revision;

    private bool IsRecent(DateTimeOffset at) => now - at < EngineConstants.RestartWindow;

    private static bool TryNumber(string? revision, out long number) =>
        long.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
