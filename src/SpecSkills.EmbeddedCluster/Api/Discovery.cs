using System.Globalization;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>What the server is and what it serves: version, health, groups and resources.</summary>
internal sealed class Discovery(int minorVersion, bool hasMetrics, ServedCatalog served)
{
    private const string AggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private const string HealthChecks = "[+]ping ok\n[+]log ok\n";

    private static readonly string[] AllVerbs =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public ApiResponse? Handle(ApiRequest request, string[] parts)
    {
        ApiResponse? answer = parts switch
        {
            [] => Json(Obj.Of(("paths", Arr.Of(((string[])["/api", "/api/v1", "/apis", "/healthz", "/livez", "/readyz",
                "/version"]).Select(path => (Value)new Value.Str(path)))))),
            ["version"] => Json(Version()),
            ["livez" or "readyz" or "healthz"] => Health(request, parts[0]),
            ["api"] => Acceptance.WantsAggregatedDiscovery(request.Accept)
                ? Aggregated(group => group.Length == 0) : Json(CoreVersions()),
            ["apis"] => Acceptance.WantsAggregatedDiscovery(request.Accept)
                ? Aggregated(group => group.Length > 0) : Json(GroupList()),
            ["api", "v1"] => Json(ResourceList("", "v1")),
            ["apis", var group] when GroupNames().Contains(group) => Json(Group(group)
                .With("kind", "APIGroup").With("apiVersion", "v1")),
            ["apis", var group, var version] when served.HasGroupVersion(group, version) =>
                Json(ResourceList(group, version)),
            _ => null,
        };
        return answer is not null && request.Method is not ("GET" or "HEAD") ? Statuses.MethodNotAllowed() : answer;
    }

    private static ApiResponse Json(Obj value) => new(200, MediaTypes.Json, ValueWriter.ToBytes(value));

    private static ApiResponse Health(ApiRequest request, string name) => ApiResponse.Text(
        200, request.QueryValue("verbose") is null ? "ok" : $"{HealthChecks}{name} check passed\n");

    private Obj Version()
    {
        var minor = minorVersion.ToString(CultureInfo.InvariantCulture);
        var oldest = (minorVersion - 1).ToString(CultureInfo.InvariantCulture);
        return Obj.Of(
            ("major", "1"), ("minor", minor), ("emulationMajor", "1"), ("emulationMinor", minor),
            ("minCompatibilityMajor", "1"), ("minCompatibilityMinor", oldest),
            ("gitVersion", $"v1.{minor}.0+specskills"), ("gitCommit", "embedded"), ("gitTreeState", "clean"),
            ("buildDate", "1970-01-01T00:00:00Z"), ("goVersion", "none"), ("compiler", "dotnet"),
            ("platform", "linux/amd64"));
    }

    private static Obj CoreVersions() => Obj.Of(
        ("kind", "APIVersions"), ("versions", Arr.Of([new Value.Str("v1")])),
        ("serverAddressByClientCIDRs", Arr.Of(
            [Obj.Of(("clientCIDR", "0.0.0.0/0"), ("serverAddress", "127.0.0.1"))])));

    private IEnumerable<string> GroupNames() => served.All.Select(resource => resource.Group)
        .Where(group => group.Length > 0).Distinct();

    private Obj GroupList() => Obj.Of(("kind", "APIGroupList"), ("apiVersion", "v1"), ("groups", Arr.Of(
        !hasMetrics
            ? GroupNames().Select(Group)
            : GroupNames().Select(Group).Append(MetricsApi.GroupEntry()))));

    private Obj Group(string name)
    {
        var versions = served.All.Where(resource => resource.Group == name)
            .Select(resource => Obj.Of(("groupVersion", resource.GroupVersion), ("version", resource.Version)))
            .DistinctBy(version => version.Text("version")).ToList();
        return Obj.Of(("name", name), ("versions", Arr.Of(versions)), ("preferredVersion", versions[0]));
    }

    private Obj ResourceList(string group, string version)
    {
        var resources = new List<Value>();
        foreach (var resource in served.All.Where(one => one.Group == group && one.Version == version))
        {
            var kind = resource.Storage;
            resources.Add(Obj.Of(
                ("name", kind.Plural), ("singularName", kind.Singular), ("namespaced", kind.Namespaced),
                ("kind", kind.Kind), ("verbs", VerbsOf(resource)), ("shortNames", Texts(kind.ShortNames)),
                ("categories", Texts(kind.Categories)),
                ("storageVersionHash", kind.StorageVersionHash.Length == 0 ? null : kind.StorageVersionHash)));
            foreach (var sub in kind.Subresources)
                resources.Add(Obj.Of(
                    ("name", $"{kind.Plural}/{sub.Name}"), ("singularName", ""), ("namespaced", kind.Namespaced),
                    ("group", sub.Group), ("version", sub.Group is null ? null : "v1"), ("kind", sub.Kind),
                    ("verbs", Texts(sub.Verbs))));
        }
        return Obj.Of(("kind", "APIResourceList"), ("apiVersion", group.Length == 0 ? null : "v1"),
            ("groupVersion", group.Length == 0 ? version : $"{group}/{version}"), ("resources", Arr.Of(resources)));
    }

    private ApiResponse Aggregated(Func<string, bool> groups)
    {
        var items = served.All.Where(resource => groups(resource.Group)).GroupBy(resource => resource.Group)
            .Select(group => Obj.Of(
                ("metadata", Obj.Of(
                    ("name", group.Key.Length == 0 ? null : group.Key), ("creationTimestamp", Null.Instance))),
                ("versions", Arr.Of(group.GroupBy(resource => resource.Version).Select(version => Obj.Of(
                    ("version", version.Key), ("resources", Arr.Of(version.Select(AggregatedResource))),
                    ("freshness", "Current")))))));
        if (hasMetrics && groups(MetricsApi.Group))
            items = items.Append(MetricsApi.AggregatedGroup());
        return new ApiResponse(200, AggregatedType, ValueWriter.ToBytes(Obj.Of(
            ("kind", "APIGroupDiscoveryList"), ("apiVersion", "apidiscovery.k8s.io/v2"), ("metadata", Obj.Empty),
            ("items", Arr.Of(items)))));
    }

    private static Obj AggregatedResource(ServedResource resource)
    {
        var kind = resource.Storage;
        return Obj.Of(
            ("resource", kind.Plural), ("responseKind", ResponseKind("", "", kind.Kind)),
            ("scope", kind.Namespaced ? "Namespaced" : "Cluster"), ("singularResource", kind.Singular),
            ("verbs", VerbsOf(resource)), ("shortNames", Texts(kind.ShortNames)),
                ("categories", Texts(kind.Categories)),
            ("subresources", kind.Subresources.Count == 0 ? null : Arr.Of(kind.Subresources.Select(sub => Obj.Of(
                ("subresource", sub.Name),
                ("responseKind", ResponseKind(sub.Group ?? "", sub.Group is null ? "" : "v1", sub.Kind)),
                ("verbs", Texts(sub.Verbs)))))));
    }

    private static Obj ResponseKind(string group, string version, string kind) =>
        Obj.Of(("group", group), ("version", version), ("kind", kind));

    private static Arr VerbsOf(ServedResource resource) => Arr.Of(AllVerbs
        .Where(verb => verb != "deletecollection" || resource.Storage.Plural != "namespaces")
        .Select(verb => new Value.Str(verb)));

    private static Arr? Texts(IReadOnlyList<string> texts) =>
        texts.Count == 0 ? null : Arr.Of(texts.Select(text => new Value.Str(text)));
}
