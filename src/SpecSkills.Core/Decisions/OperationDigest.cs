using System.Text.Json.Nodes;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions;

/// <summary>
/// The identity of an operation: SHA-256 over canonical JSON of everything that makes it this change and no other. The
/// generation is not part of it, since an annotation moves that; the uid and the before-values are.
/// </summary>
public static class OperationDigest
{
    /// <summary>The digest, <c>sha256:...</c>.</summary>
    public static string Of(Operation operation) => CanonicalJson.Digest(new JsonObject
    {
        ["kind"] = operation.Kind.ToString(),
        ["service"] = operation.Service,
        ["origin"] = operation.Origin.ToString(),
        ["parameters"] = Fields(OperationFields.Of(operation.Parameters)),
        ["target"] = new JsonObject
        {
            ["cluster"] = operation.Target.Cluster,
            ["namespace"] = operation.Target.Namespace,
            ["name"] = operation.Target.Name,
            ["uid"] = operation.Target.Uid,
        },
        ["before"] = Fields(operation.Before),
        ["after"] = Fields(operation.After),
        ["blueprint"] = new JsonObject
        {
            ["name"] = operation.Blueprint.Name,
            ["version"] = operation.Blueprint.Version,
            ["digest"] = operation.Blueprint.Digest,
        },
    });

    private static JsonObject Fields(FieldValues values)
    {
        var map = new JsonObject();
        foreach (var (name, value) in values) map[name] = value;
        return map;
    }
}
