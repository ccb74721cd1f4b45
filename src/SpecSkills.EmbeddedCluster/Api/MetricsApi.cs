using System.Globalization;
using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Pods;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Schema;
using SpecSkills.EmbeddedCluster.Selection;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>
/// metrics.k8s.io/v1beta1, in the form of metrics-server: usage in <c>n</c> and <c>Ki</c>, lists without versions.
/// </summary>
internal sealed class MetricsApi(MachineContext context, IUsageSource source)
{
    public const string Group = "metrics.k8s.io";
    public const string Version = "v1beta1";
    private const string GroupVersion = Group + "/" + Version;
    private const long NanosPerTick = 100;

    private readonly PodViews views = new(context);

    public ApiResponse Handle(ApiRequest request, string[] rest)
    {
        if (request.Method is not ("GET" or "HEAD"))
            return Statuses.MethodNotAllowed();
        return rest switch
        {
            [] => Json(ResourceList()),
            ["pods"] => PodList(request, null),
            ["namespaces", var ns, "pods"] => PodList(request, ns),
            ["namespaces", var ns, "pods", var name] => OnePod(ns, name),
            ["nodes"] => NodeList(),
            ["nodes", var name] when name == context.Options.NodeName && Node() is { } node => Json(node),
            ["nodes", var name] => NotFound("nodes", name),
            _ => Statuses.UnknownResource(),
        };
    }

    /// <summary>The group as aggregated discovery lists it.</summary>
    public static Obj AggregatedGroup() => Obj.Of(
        ("metadata", Obj.Of(("name", Group), ("creationTimestamp", Null.Instance))),
        ("versions", Arr.Of([Obj.Of(
            ("version", Version),
            ("resources", Arr.Of([
                AggregatedResource("nodes", "NodeMetrics", "Cluster"),
                AggregatedResource("pods", "PodMetrics", "Namespaced")])),
            ("freshness", "Current"))])));

    /// <summary>The group as the plain group list has it.</summary>
    public static Obj GroupEntry()
    {
        var version = Obj.Of(("groupVersion", GroupVersion), ("version", Version));
        return Obj.Of(("name", Group), ("versions", Arr.Of([version])), ("preferredVersion", version));
    }

    private static Obj AggregatedResource(string plural, string kind, string scope) => Obj.Of(
        ("resource", plural),
        ("responseKind", Obj.Of(("group", ""), ("version", ""), ("kind", kind))),
        ("scope", scope), ("singularResource", ""), ("verbs", Arr.Of([new Value.Str("get"), new Value.Str("list")])));

    private static Obj ResourceList() => Obj.Of(
        ("kind", "APIResourceList"), ("apiVersion", "v1"), ("groupVersion", GroupVersion),
        ("resources", Arr.Of([Resource("nodes", "NodeMetrics", false), Resource("pods", "PodMetrics", true)])));

    private static Obj Resource(string plural, string kind, bool namespaced) => Obj.Of(
        ("name", plural), ("singularName", ""), ("namespaced", namespaced), ("kind", kind),
        ("verbs", Arr.Of([new Value.Str("get"), new Value.Str("list")])));

    private ApiResponse PodList(ApiRequest request, string? ns)
    {
        if (!LabelSelectorReader.TryRead(request.QueryValue("labelSelector") ?? "", out var selector, out var error))
            return Statuses.BadRequest(error);
        var items = context.Store.Table(context.Catalog.Pods).List(ns)
            .Where(pod => selector.Matches(pod.Labels)).Select(PodMetrics).OfType<Obj>();
        return Json(Obj.Of(("kind", "PodMetricsList"), ("apiVersion", GroupVersion), ("metadata", Obj.Empty),
            ("items", Arr.Of(items))));
    }

    private ApiResponse OnePod(string ns, string name) =>
        context.Store.Table(context.Catalog.Pods).Find(ns, name) is { } pod && PodMetrics(pod) is { } metrics
            ? Json(metrics)
            : NotFound("pods", $"{ns}/{name}");

    private Obj? PodMetrics(StoredObject pod)
    {
        if (pod.Status.Text("phase") != "Running" || source.Sample(views.Of(pod), context.Now) is not { } usage)
            return null;
        return Obj.Of(
            ("kind", "PodMetrics"), ("apiVersion", GroupVersion),
            ("metadata", Obj.Of(
                ("name", pod.Name), ("namespace", pod.Namespace), ("labels", pod.Metadata["labels"]),
                ("creationTimestamp", Times.Seconds(context.Now)))),
            ("timestamp", Times.Seconds(usage.SampledAt)), ("window", Duration(usage.Window)),
            ("containers", Arr.Of(usage.Containers.Select(container => Obj.Of(
                ("name", container.Name), ("usage", Usage(container.CpuNanocores, container.MemoryBytes)))))));
    }

    private ApiResponse NodeList() => Json(Obj.Of(
        ("kind", "NodeMetricsList"), ("apiVersion", GroupVersion), ("metadata", Obj.Empty),
        ("items", Node() is { } node ? Arr.Of([node]) : Arr.Empty)));

    // The node uses the sum of its pods; the needs of a real node itself are not simulated.
    private Obj? Node()
    {
        var (cpu, memory) = (0L, 0L);
        PodUsage? newest = null;
        foreach (var pod in context.Store.Table(context.Catalog.Pods).List(null))
            if (pod.Status.Text("phase") == "Running" && source.Sample(views.Of(pod), context.Now) is { } usage)
            {
                cpu += usage.Containers.Sum(container => container.CpuNanocores);
                memory += usage.Containers.Sum(container => container.MemoryBytes);
                newest = newest is null || usage.SampledAt > newest.SampledAt ? usage : newest;
            }
        return newest is null ? null : Obj.Of(
            ("kind", "NodeMetrics"), ("apiVersion", GroupVersion),
            ("metadata", Obj.Of(
                ("name", context.Options.NodeName), ("creationTimestamp", Times.Seconds(context.Now)))),
            ("timestamp", Times.Seconds(newest.SampledAt)), ("window", Duration(newest.Window)),
            ("usage", Usage(cpu, memory)));
    }

    private static Obj Usage(long cpuNanocores, long memoryBytes) => Obj.Of(
        ("cpu", string.Create(CultureInfo.InvariantCulture, $"{cpuNanocores}n")),
        ("memory", string.Create(CultureInfo.InvariantCulture, $"{(memoryBytes + 1023) / 1024}Ki")));

    // As Go prints a duration: 15s, 1m0s, 10.062s.
    private static string Duration(TimeSpan window)
    {
        var nanos = window.Ticks * NanosPerTick;
        var seconds = (nanos % 60_000_000_000m / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture)
            + "s";
        return window < TimeSpan.FromMinutes(1)
            ? seconds
            : string.Create(CultureInfo.InvariantCulture, $"{(long)window.TotalMinutes}m{seconds}");
    }

    private static ApiResponse NotFound(string resource, string name) => Statuses.Failure(404, "NotFound",
        $"{resource}.metrics.k8s.io \"{name}\" not found", Statuses.Details(name, Group, resource));

    private static ApiResponse Json(Obj value) => new(200, MediaTypes.Json, ValueWriter.ToBytes(value));
}
