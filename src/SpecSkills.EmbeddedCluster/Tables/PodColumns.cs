using System.Globalization;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Tables;

/// <summary>The pod columns that take some thought.</summary>
internal static class PodColumns
{
    public static string Ready(StoredObject pod)
    {
        var ready = pod.Status.Objects("containerStatuses").Count(status => status.Flag("ready"));
        var total = pod.Spec.Array("containers")?.Count ?? 0;
        return string.Create(CultureInfo.InvariantCulture, $"{ready}/{total}");
    }

    /// <summary>The most telling of phase, reason, waiting and termination reasons.</summary>
    public static string Status(StoredObject pod)
    {
        if (pod.IsDeleting)
            return "Terminating";
        var status = pod.Status.Text("reason") ?? pod.Status.Text("phase") ?? "Unknown";
        foreach (var container in pod.Status.Objects("containerStatuses").Reverse())
        {
            var state = container.Object("state") ?? Obj.Empty;
            if (state.Object("waiting")?.Text("reason") is { Length: > 0 } waiting)
                status = waiting;
            else if (state.Object("terminated") is { } terminated)
                status = terminated.Text("reason") is { Length: > 0 } reason
                    ? reason
                    : string.Create(CultureInfo.InvariantCulture, $"ExitCode:{terminated.Integer("exitCode") ?? 0}");
        }
        return status;
    }

    public static string Restarts(StoredObject pod, DateTimeOffset now)
    {
        var count = 0L;
        DateTimeOffset? last = null;
        foreach (var container in pod.Status.Objects("containerStatuses"))
        {
            count += container.Integer("restartCount") ?? 0;
            var finished = Times.Parse((container.At("lastState", "terminated", "finishedAt") as Str)?.Text);
            last = finished > last || last is null ? finished : last;
        }
        var text = count.ToString(CultureInfo.InvariantCulture);
        return count == 0 || last is null ? text : $"{text} ({Durations.Of(now - last.Value)} ago)";
    }
}
