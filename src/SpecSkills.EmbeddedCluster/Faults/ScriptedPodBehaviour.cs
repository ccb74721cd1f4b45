using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.EmbeddedCluster.Pods;

namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>
/// Plays containers by script: a healthy behaviour, the faults of a schedule laid over it, and the memory that the
/// load makes them use. The first of these that applies decides: memory outgrown, scripted kill, scripted crash,
/// readiness.
/// </summary>
public sealed class ScriptedPodBehaviour : IPodBehaviour
{
    private const int KilledExitCode = 137; // 128 + SIGKILL
    private static readonly TimeSpan FailedPullDuration = TimeSpan.FromSeconds(1);

    // Faults begin and end and memory grows at any time; a container that they concern is looked at this often.
    private static readonly TimeSpan LookInterval = LoadEngine.StepLength;

    private readonly IPodBehaviour healthy;
    private readonly FaultSchedule faults;
    private readonly LoadEngine? load;

    /// <param name="healthy">Behaviour without faults.</param>
    /// <param name="faults">The script.</param>
    /// <param name="load">What load the pods are under; null for none.</param>
    public ScriptedPodBehaviour(IPodBehaviour healthy, FaultSchedule faults, LoadEngine? load)
    {
        this.healthy = healthy;
        this.faults = faults;
        this.load = load;
    }

    /// <inheritdoc />
    public ImagePull PullImage(PodView pod, ContainerView container, int attempt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(container);
        foreach (var (_, effect) in faults.With<FaultEffect.ImageNeverPulls>(now))
            if (container.Image.Contains(effect.ImageContains, StringComparison.Ordinal))
                return new ImagePull.Fails(FailedPullDuration,
                    $"failed to pull and unpack image \"{container.Image}\": failed to resolve reference "
                    + $"\"{container.Image}\": {container.Image}: not found");
        return healthy.PullImage(pod, container, attempt, now);
    }

    /// <inheritdoc />
    public ContainerOutlook Observe(PodView pod, ContainerView container, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(container);
        var started = container.StartedAt ?? now;
        if (load?.IsOutOfMemory(pod, container, now) == true)
            return new ContainerOutlook.Exited(KilledExitCode, "OOMKilled");
        DateTimeOffset? exitAt = null;
        foreach (var effect in faults.On<FaultEffect.OutOfMemory>(pod, effect => effect.Pods, now))
        {
            if (now >= started + effect.RunsFor)
                return new ContainerOutlook.Exited(KilledExitCode, "OOMKilled");
            exitAt = Earlier(exitAt, started + effect.RunsFor);
        }
        foreach (var effect in faults.On<FaultEffect.CrashLoop>(pod, effect => effect.Pods, now))
        {
            if (now >= started + effect.RunsFor)
                return new ContainerOutlook.Exited(effect.ExitCode, effect.ExitCode == 0 ? "Completed" : "Error");
            exitAt = Earlier(exitAt, started + effect.RunsFor);
        }
        if (faults.ConcernsPods || load?.HasLoad(pod) == true)
            exitAt = Earlier(exitAt, now + LookInterval);
        return Running(pod, container, started, exitAt, now);
    }

    /// <inheritdoc />
    public TimeSpan StopDuration(PodView pod, DateTimeOffset now) => healthy.StopDuration(pod, now);

    private ContainerOutlook Running(
        PodView pod, ContainerView container, DateTimeOffset started, DateTimeOffset? lookAgainAt, DateTimeOffset now)
    {
        if (faults.On<FaultEffect.NotReady>(pod, effect => effect.Pods, now).Any())
            return new ContainerOutlook.NotReady(lookAgainAt);
        var late = TimeSpan.Zero;
        foreach (var effect in faults.On<FaultEffect.SlowStart>(pod, effect => effect.Pods, now))
            late += effect.Extra;
        // A slow start is an ordinary one that began later.
        var outlook = healthy.Observe(pod, container with { StartedAt = started + late }, now);
        var again = outlook.LookAgainAt is { } due ? Earlier(lookAgainAt, due) : lookAgainAt;
        return outlook switch
        {
            ContainerOutlook.Serving => new ContainerOutlook.Serving(again),
            ContainerOutlook.NotReady => new ContainerOutlook.NotReady(again),
            _ => outlook,
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) =>
        one is { } time && time < other ? time : other;
}
