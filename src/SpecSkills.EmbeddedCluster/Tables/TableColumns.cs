using System.Globalization;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Selection;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Tables;

/// <summary>The columns of each kind, with kubectl's names.</summary>
internal static class TableColumns
{
    private static readonly TableColumn Name =
        new("Name", "string", "Name of the object.", (stored, _) => stored.Name, Format: "name");

    private static readonly TableColumn Age =
        new("Age", "string", "Time since the object was created.", (stored, now) =>
            AgeOf(stored.Metadata.Text("creationTimestamp"), now));

    private static readonly Dictionary<string, IReadOnlyList<TableColumn>> ByPlural = new(StringComparer.Ordinal)
    {
        ["deployments"] =
        [
            Name,
            new("Ready", "string", "Ready pods of those wanted.", (stored, _) =>
                OutOf(stored.Status, "readyReplicas", stored.Spec, "replicas")),
            Count("Up-to-date", "Pods of the newest template.", "updatedReplicas", "string"),
            Count("Available", "Pods that have been ready long enough.", "availableReplicas", "string"),
            Age,
            new("Containers", "string", "Names of the containers.", (stored, _) => Containers(stored, "name"), 1),
            new("Images", "string", "Images of the containers.", (stored, _) => Containers(stored, "image"), 1),
            new("Selector", "string", "Labels that select the pods.", (stored, _) => Selector(stored), 1),
        ],
        ["replicasets"] =
        [
            Name,
            new("Desired", "integer", "Pods wanted.", (stored, _) => stored.Spec.Integer("replicas") ?? 0),
            Count("Current", "Pods that exist.", "replicas"),
            Count("Ready", "Pods that are ready.", "readyReplicas"),
            Age,
            new("Containers", "string", "Names of the containers.", (stored, _) => Containers(stored, "name"), 1),
            new("Images", "string", "Images of the containers.", (stored, _) => Containers(stored, "image"), 1),
            new("Selector", "string", "Labels that select the pods.", (stored, _) => Selector(stored), 1),
        ],
        ["pods"] =
        [
            Name,
            new("Ready", "string", "Ready containers of all.", (stored, _) => PodColumns.Ready(stored)),
            new("Status", "string", "What the pod is doing.", (stored, _) => PodColumns.Status(stored)),
            new("Restarts", "string", "Restarts of its containers.", (stored, now) => PodColumns.Restarts(stored, now)),
            Age,
            new("IP", "string", "Address of the pod.", (stored, _) => stored.Status.Text("podIP") ?? "<none>", 1),
            new("Node", "string", "Node it runs on.", (stored, _) => stored.Spec.Text("nodeName") ?? "<none>", 1),
            new("Nominated Node", "string", "Node it may be given.", (_, _) => "<none>", 1),
            new("Readiness Gates", "string", "Further conditions of readiness.", (_, _) => "<none>", 1),
        ],
        ["namespaces"] = [Name, Text("Status", "Phase of the namespace.", "status", "phase"), Age],
        ["nodes"] =
        [
            Name,
            new("Status", "string", "Whether the node is ready.", (_, _) => "Ready"),
            new("Roles", "string", "Roles of the node.", (_, _) => "<none>"),
            Age,
            Text("Version", "Version of the kubelet.", "status", "nodeInfo", "kubeletVersion"),
        ],
        ["services"] =
        [
            Name,
            Text("Type", "Type of the service.", "spec", "type"),
            Text("Cluster-IP", "Address inside the cluster.", "spec", "clusterIP"),
            new("External-IP", "string", "Address outside.", (_, _) => "<none>"),
            new("Port(s)", "string", "Ports served.", (stored, _) =>
                string.Join(",", stored.Spec.Objects("ports").Select(
                port => $"{port.Integer("port")}/{port.Text("protocol")}"))),
            Age,
            new("Selector", "string", "Labels that select the pods.", (stored, _) => string.Join(",",
                (stored.Spec.Object("selector") ?? Obj.Empty).Select(pair => $"{pair.Key}={((Str)pair.Value).Text}")),
                    1),
        ],
        ["configmaps"] =
            [Name, new("Data", "integer", "Number of entries.", (stored, _) => Entries(stored, "data", "binaryData")),
                Age],
        ["secrets"] =
        [
            Name, Text("Type", "Type of the secret.", "type"),
            new("Data", "integer", "Number of entries.", (stored, _) => Entries(stored, "data")), Age,
        ],
        ["serviceaccounts"] =
            [Name, new("Secrets", "string", "Number of secrets.", (stored, _) =>
                stored.Value.Array("secrets")?.Count ?? 0), Age],
        ["leases"] = [Name, Text("Holder", "Who holds the lease.", "spec", "holderIdentity"), Age],
        ["poddisruptionbudgets"] =
        [
            Name,
            new("Min Available", "string", "Pods that must stay.", (stored, _) =>
                NumberOrText(stored.Spec["minAvailable"])),
            new("Max Unavailable", "string", "Pods that may go.", (stored, _) =>
                NumberOrText(stored.Spec["maxUnavailable"])),
            Count("Allowed Disruptions", "Evictions allowed now.", "disruptionsAllowed"),
            Age,
        ],
        ["horizontalpodautoscalers"] =
        [
            Name,
            new("Reference", "string", "What it scales.", (stored, _) =>
                $"{(stored.Spec.At("scaleTargetRef", "kind") as Str)?.Text}/"
                + (stored.Spec.At("scaleTargetRef", "name") as Str)?.Text),
            new("Targets", "string", "Current and wanted utilization.", (_, _) => "<unknown>"),
            new("MinPods", "string", "Fewest pods.", (stored, _) => NumberOrText(stored.Spec["minReplicas"])),
            new("MaxPods", "integer", "Most pods.", (stored, _) => stored.Spec.Integer("maxReplicas") ?? 0),
            Count("Replicas", "Pods now.", "currentReplicas"),
            Age,
        ],
        ["events"] =
        [
            new("Last Seen", "string", "Time since it last happened.", (stored, now) => AgeOf(
                stored.Value.Text("lastTimestamp") ?? stored.Value.Text("eventTime"), now)),
            Text("Type", "Normal or Warning.", "type"),
            Text("Reason", "Why it was written.", "reason"),
            new("Object", "string", "What it is about.", (stored, _) =>
                (stored.Value.At("involvedObject", "kind") as Str)?.Text.ToLowerInvariant() + "/"
                + (stored.Value.At("involvedObject", "name") as Str)?.Text),
            new("Message", "string", "What happened.", (stored, _) => (stored.Value.Text("message") ?? "").Trim()),
        ],
    };

    public static IReadOnlyList<TableColumn> For(string plural) => ByPlural.GetValueOrDefault(plural, [Name, Age]);

    /// <summary>The time since an instant of the API, as kubectl shows it.</summary>
    public static string AgeOf(string? timestamp, DateTimeOffset now) =>
        Times.Parse(timestamp) is { } then ? Durations.Of(now - then) : "<unknown>";

    private static TableColumn Count(string name, string description, string field, string type = "integer") =>
        new(name, type, description, (stored, _) => stored.Status.Integer(field) ?? 0);

    private static TableColumn Text(string name, string description, params string[] path) =>
        new(name, "string", description, (stored, _) => (stored.Value.At(path) as Str)?.Text ?? "<none>");

    private static string OutOf(Obj left, string field, Obj right, string total) => string.Create(
        CultureInfo.InvariantCulture, $"{left.Integer(field) ?? 0}/{right.Integer(total) ?? 0}");

    private static string Containers(StoredObject stored, string field) => string.Join(",",
        ((stored.Spec.At("template", "spec", "containers") as Arr)?.Objects ?? []).Select(item => item.Text(field)));

    private static string Selector(StoredObject stored) => LabelFilter.Of(stored.Spec.Object("selector")).ToString();

    private static int Entries(StoredObject stored, params string[] maps) =>
        maps.Sum(map => stored.Value.Object(map)?.Count ?? 0);

    private static string NumberOrText(Value? value) => value switch
    {
        Num num => num.Literal,
        Str str => str.Text,
        _ => "N/A",
    };
}
