using SpecSkills.EmbeddedCluster.Schema;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>A kind of object as stored and served. Compared by identity: there is one instance per cluster.</summary>
internal sealed class ResourceKind(string group, string version, string kind, string plural, SchemaType type)
{
    public string Group { get; } = group;

    public string Version { get; } = version;

    public string Kind { get; } = kind;

    public string Plural { get; } = plural;

    public SchemaType Type { get; } = type;

    public string Singular => Kind.ToLowerInvariant();

    public bool Namespaced { get; init; } = true;

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<Subresource> Subresources { get; init; } = [];

    /// <summary>The hash by which a real server names the stored form; kept because clients may show it.</summary>
    public string StorageVersionHash { get; init; } = "";

    public required KindRules Rules { get; init; }

    /// <summary>How the apiVersion field is written: <c>v1</c>, <c>apps/v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>How messages name the resource: <c>pods</c>, <c>deployments.apps</c>.</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>How messages name the kind: <c>Pod</c>, <c>Deployment.apps</c>.</summary>
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public Subresource? Find(string subresource) => Subresources.FirstOrDefault(sub => sub.Name == subresource);

    public override string ToString() => QualifiedPlural;
}
