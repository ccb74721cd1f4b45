using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Resources;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>All resources by group, version and name, and how paths lead to them.</summary>
internal sealed class ServedCatalog
{
    private readonly Dictionary<(string Group, string Version, string Plural), ServedResource> byName = [];

    public ServedCatalog(ResourceCatalog catalog)
    {
        foreach (var kind in catalog.All)
            Add(new ServedResource(kind, kind.Group, kind.Version, Conversion.None(kind)));
        Add(new ServedResource(catalog.Events, "events.k8s.io", "v1", EventConversion.Of(catalog.Schema)));
    }

    public IReadOnlyCollection<ServedResource> All => byName.Values;

    public bool HasGroupVersion(string group, string version) =>
        byName.Keys.Any(key => key.Group == group && key.Version == version);

    /// <summary>The served form in which a kind is stored.</summary>
    public ServedResource StorageForm(ResourceKind kind) => byName[(kind.Group, kind.Version, kind.Plural)];

    /// <summary>Reads a path below a group and version, e.g. <c>namespaces/todo/deployments/web/scale</c>.</summary>
    public RequestTarget? Resolve(string group, string version, ReadOnlySpan<string> rest)
    {
        string? ns = null;
        if (rest.Length > 2 && rest[0] == "namespaces" && !IsNamespaceSubresource(rest))
        {
            ns = rest[1];
            rest = rest[2..];
        }
        if (rest.Length is 0 or > 3 || !byName.TryGetValue((group, version, rest[0]), out var served))
            return null;
        var name = rest.Length > 1 ? rest[1] : null;
        if (served.Storage.Namespaced != ns is not null && (served.Storage.Namespaced ? name is not null : true))
            return null;
        return new RequestTarget(served, ns, name, rest.Length > 2 ? rest[2] : null);
    }

    private static bool IsNamespaceSubresource(ReadOnlySpan<string> rest) =>
        rest.Length == 3 && rest[2] is "status" or "finalize";

    private void Add(ServedResource served) =>
        byName.Add((served.Group, served.Version, served.Storage.Plural), served);
}
