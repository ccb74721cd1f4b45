using SpecSkills.EmbeddedCluster.Schema;

namespace SpecSkills.EmbeddedCluster.Ownership;

/// <summary>The author of a write, as managedFields names it.</summary>
internal sealed record FieldWriter(string Manager, string ApiVersion, string? Subresource)
{
    /// <summary>Whether an entry is this writer's own.</summary>
    public bool Wrote(Obj entry) =>
        entry.Text("manager") == Manager
        && entry.Text("operation") == "Update"
        && entry.Text("apiVersion") == ApiVersion
        && entry.Text("subresource") == Subresource;

    /// <summary>This writer's entry for a set of fields.</summary>
    public Obj Entry(Obj fields, DateTimeOffset? time) => Obj.Of(
        ("manager", Manager),
        ("operation", "Update"),
        ("apiVersion", ApiVersion),
        ("time", time is { } at ? Times.Seconds(at) : null),
        ("fieldsType", "FieldsV1"),
        ("fieldsV1", fields),
        ("subresource", Subresource));
}
