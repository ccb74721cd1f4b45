using System.Text.Json;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>Reads one pod: is it ready, on its way, or failing, and how did its containers end.</summary>
internal static class PodStatus
{
    /// <summary>Waiting for these is how every pod begins.</summary>
    private static readonly HashSet<string> Beginnings =
        new(["ContainerCreating", "PodInitializing"], StringComparer.Ordinal);

    public static bool IsReady(JsonElement pod) => Condition(pod, "Ready")?.TextAt("status") == "True";

    public static PodReading Read(JsonElement pod, string? revision, DateTimeOffset now) => new(
        pod.TextAt("metadata", "name") ?? "",
        SafeText.Of(pod.TextAt("status", "phase") ?? "Unknown", 20),
        IsReady(pod),
        RecentRestarts(pod, now),
        WaitingReason(pod),
        LastTermination(pod),
        pod.TimeAt("status", "startTime") ?? pod.TimeAt("metadata", "creationTimestamp"),
        revision);

    /// <summary>
    /// Capacity on its way: not ready, nothing wrong with it so far, and not for longer than a rollout may take.
    /// </summary>
    public static bool IsWarming(JsonElement pod, PodReading reading, TimeSpan patience, DateTimeOffset now) =>
        !reading.Ready
        && reading.Phase is ("Pending" or "Running")
        && (reading.WaitingReason is null || Beginnings.Contains(reading.WaitingReason))
        && reading.RecentRestarts == 0
        && pod.TimeAt("metadata", "creationTimestamp") is { } created && now - created < patience;

    /// <summary>
    /// A pod tells a lifetime count and its last end. A pod younger than the window has all its restarts inside it; of
    /// an older one only the last is certain, and the workspace's memory counts the others as they are seen.
    /// </summary>
    private static int RecentRestarts(JsonElement pod, DateTimeOffset now)
    {
        var since = now - EngineConstants.RestartWindow;
        var young = (pod.TimeAt("status", "startTime") ?? pod.TimeAt("metadata", "creationTimestamp")) > since;
        var restarts = 0L;
        foreach (var container in Containers(pod))
        {
            var count = Math.Max(container.IntAt("restartCount") ?? 0, 0);
            if (count == 0) continue;
            if (young) restarts += count;
            else if (container.TimeAt("lastState", "terminated", "finishedAt") > since) restarts++;
        }

        return (int)Math.Min(restarts, int.MaxValue);
    }

    private static string? WaitingReason(JsonElement pod)
    {
        // What is wrong is worth more than what merely has not begun yet.
        string? beginning = null;
        foreach (var container in Containers(pod))
        {
            if (container.TextAt("state", "waiting", "reason") is not { } reason) continue;
            if (!Beginnings.Contains(reason)) return SafeText.Of(reason, 60);
            beginning ??= reason;
        }

        return beginning ?? (Condition(pod, "PodScheduled") is { } scheduled && scheduled.TextAt("status") == "False"
            ? SafeText.Of(scheduled.TextAt("reason") ?? "Unschedulable", 60)
            : null);
    }

    private static ContainerTermination? LastTermination(JsonElement pod)
    {
        ContainerTermination? last = null;
        foreach (var container in Containers(pod))
            foreach (var state in (ReadOnlySpan<string>)["state", "lastState"])
            {
                if (container.At(state, "terminated") is not { } end) continue;
                // An init container that did its work has not failed.
                if (end.TextAt("reason") == "Completed" && end.IntAt("exitCode") is (null or 0)) continue;
                var read = new ContainerTermination(
                    SafeText.Of(end.TextAt("reason") ?? "Unknown", 60), end.IntAt("exitCode"),
                        end.TimeAt("finishedAt"));
                if (last is null || read.At > last.At) last = read;
            }

        return last;
    }

    private static IEnumerable<JsonElement> Containers(JsonElement pod) =>
        pod.ItemsAt("status", "containerStatuses").Concat(pod.ItemsAt("status", "initContainerStatuses"));

    private static JsonElement? Condition(JsonElement pod, string type)
    {
        foreach (var condition in pod.ItemsAt("status", "conditions"))
            if (condition.TextAt("type") == type)
                return condition;
        return null;
    }
}
