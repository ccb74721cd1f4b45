using System.Text.Json.Nodes;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;

namespace SpecSkills.Application.Documents;

/// <summary>
/// An operation outside its decision: the contract's operation with the blueprint it was planned by, which its digest
/// covers. One whose id is not the digest of its content is a finding, so an edited one is found out.
/// </summary>
internal static class BoundOperation
{
    public static JsonObject Write(Operation operation)
    {
        var map = OperationWriter.Write(operation);
        map["blueprint"] = OperationJson.Blueprint(operation.Blueprint);
        return map;
    }

    public static Operation? Read(JsonMap map)
    {
        var blueprint = map.Required("blueprint", map.Part("blueprint", part => new BlueprintReference(
            part.RequiredText("name"), part.RequiredText("version"), part.RequiredText("digest"))), null);
        return blueprint is null ? null : Read(map, blueprint);
    }

    /// <summary>Inside a decision, whose blueprint is the operation's.</summary>
    public static Operation? Read(JsonMap map, BlueprintReference blueprint)
    {
        if (OperationReader.Read(map) is not { } request) return null;
        var origin = map.Required("origin", request.Origin, null);
        var target = map.Required("target", request.Target, null);
        var before = map.Required("before", request.Before, null);
        var after = map.Required("after", request.After, null);
        if (origin is not { } known || target is null || before is null || after is null) return null;
        var operation = new Operation(request.Service, known, request.Parameters, target, before, after, blueprint);
        if (operation.WrittenAs(request.OperationId) is { } identified) return identified;
        map.Findings.Add(DocumentCodes.Contradiction, $"{map.Path}.operation_id",
            "The id is not the digest of this operation.",
            "The document was changed after it was written; do not use it.");
        return null;
    }
}
