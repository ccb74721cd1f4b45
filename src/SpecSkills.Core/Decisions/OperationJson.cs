using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Decisions;

/// <summary>The parts of an operation that digests, records, state and signatures spell alike.</summary>
public static class OperationJson
{
    /// <summary>The object an operation is for.</summary>
    public static JsonObject Target(OperationTarget target) => new()
    {
        ["cluster"] = target.Cluster,
        ["namespace"] = target.Namespace,
        ["name"] = target.Name,
        ["uid"] = target.Uid,
    };

    /// <summary>The blueprint an operation was planned by.</summary>
    public static JsonObject Blueprint(BlueprintReference blueprint) => new()
    {
        ["name"] = blueprint.Name,
        ["version"] = blueprint.Version,
        ["digest"] = blueprint.Digest,
    };

    /// <summary>Fields and values, all of them as text.</summary>
    public static JsonObject Fields(FieldValues values)
    {
        var map = new JsonObject();
        foreach (var (name, value) in values) map[name] = value;
        return map;
    }
}
