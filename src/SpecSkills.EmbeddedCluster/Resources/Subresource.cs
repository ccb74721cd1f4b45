namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>A path below an object, with the kind it answers and the verbs it takes.</summary>
/// <param name="Group">Group of the kind where it is not that of the object; null otherwise.</param>
internal sealed record Subresource(string Name, string Kind, IReadOnlyList<string> Verbs, string? Group = null)
{
    private static readonly string[] ReadAndWrite = ["get", "patch", "update"];

    public static Subresource Status(string kind) => new("status", kind, ReadAndWrite);

    public static Subresource Scale { get; } = new("scale", "Scale", ReadAndWrite, "autoscaling");

    public static Subresource Eviction { get; } = new("eviction", "Eviction", ["create"], "policy");

    public static Subresource Log { get; } = new("log", "Pod", ["get"]);
}
