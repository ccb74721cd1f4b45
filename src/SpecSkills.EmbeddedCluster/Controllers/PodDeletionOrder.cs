using System.Globalization;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Controllers;

/// <summary>
/// Which pods go first when there are too many: those without a node, not running, not ready, cheap to delete, ready
/// for the shortest time, restarted most, youngest. Names break ties, so that a run repeats.
/// </summary>
internal sealed class PodDeletionOrder : IComparer<StoredObject>
{
    public static readonly PodDeletionOrder Instance = new();

    public int Compare(StoredObject? x, StoredObject? y) => Rank(x!).CompareTo(Rank(y!)) is not 0 and var order
        ? order
        : string.CompareOrdinal(x!.Name, y!.Name);

    private static (int, int, int, long, long, long, long) Rank(StoredObject pod)
    {
        var ready = Conditions.Find(pod.Status.Array("conditions"), "Ready");
        var isReady = ready?.Text("status") == "True";
        var cost = long.TryParse(
            pod.Metadata.Object("annotations")?.Text("controller.kubernetes.io/pod-deletion-cost"),
            NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given) ? given : 0;
        var phase = pod.Status.Text("phase") switch
        {
            "Pending" => 0,
            "Unknown" => 1,
            _ => 2,
        };
        return (
            string.IsNullOrEmpty(pod.Spec.Text("nodeName")) ? 0 : 1,
            phase,
            isReady ? 1 : 0,
            cost,
            isReady ? -Seconds(ready!.Text("lastTransitionTime")) : 0,
            -pod.Status.Objects("containerStatuses").Select(status => status.Integer("restartCount") ?? 0)
                .DefaultIfEmpty(0).Max(),
            -Seconds(pod.Metadata.Text("creationTimestamp")));
    }

    private static long Seconds(string? time) => Times.Parse(time)?.ToUnixTimeSeconds() ?? 0;
}
