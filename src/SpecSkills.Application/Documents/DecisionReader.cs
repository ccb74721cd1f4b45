using System.Text.Json;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;

namespace SpecSkills.Application.Documents;

/// <summary>
/// Reads a decision document back. An operation whose id is not the digest of its content is a finding.
/// </summary>
public static class DecisionReader
{
    /// <summary>From text.</summary>
    public static DocumentReading<IdentifiedDecision> Read(string text) => JsonText.Read(text, Read);

    /// <summary>From a part of a larger document.</summary>
    public static DocumentReading<IdentifiedDecision> Read(JsonElement element, string path = "$") =>
        JsonText.Read(element, path, Read);

    internal static IdentifiedDecision? Read(JsonMap map)
    {
        var id = map.RequiredText("decision_id");
        var service = map.RequiredName("service");
        var blueprint = map.Required("blueprint", map.Part("blueprint", part => new BlueprintReference(
            part.RequiredText("name"), part.RequiredText("version"), part.RequiredText("digest"))), null);
        var type = map.Required("type", map.Word<DecisionType>("type"), null);
        var reason = map.RequiredText("reason");
        var current = map.Part("current_state", State) ?? [];
        var target = map.Part("target_state", State) ?? [];
        var rationale = map.RequiredText("rationale");
        var references = map.Texts("blueprint_references");
        // Without its blueprint no operation has the id it claims; the missing blueprint is the finding then.
        map.Value("operations");
        var operations = blueprint is null ? [] : map.List("operations", part => Operation(part, blueprint));
        var considered = map.List("considered", part => new ConsideredRule(
            part.RequiredText("rule"), part.RequiredText("outcome"), part.RequiredText("why")));
        var alert = map.Flag("alert") ?? false;
        var proposalOnly = map.Flag("proposal_only") ?? false;
        if (blueprint is null || type is not { } known) return null;
        return new IdentifiedDecision(id, new Decision(
            service, blueprint, known, reason, current, target, rationale, references, operations, considered)
        { Alert = alert, ProposalOnly = proposalOnly });
    }

    private static Operation? Operation(JsonMap map, BlueprintReference blueprint)
    {
        if (OperationReader.Read(map) is not { } request) return null;
        var origin = map.Required("origin", request.Origin, null);
        var target = map.Required("target", request.Target, null);
        var before = map.Required("before", request.Before, null);
        var after = map.Required("after", request.After, null);
        if (origin is not { } known || target is null || before is null || after is null) return null;
        var operation = new Operation(request.Service, known, request.Parameters, target, before, after, blueprint);
        if (request.OperationId == operation.Id) return operation;
        map.Findings.Add(DocumentCodes.Contradiction, $"{map.Path}.operation_id",
            "The id is not the digest of this operation.", "Hand in the operation as it was written.");
        return null;
    }

    private static List<StateValue> State(JsonMap map)
    {
        var values = new List<StateValue>();
        foreach (var (key, value) in map.Everything())
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count))
                values.Add(StateValue.Of(key, count));
            else if (value.ValueKind == JsonValueKind.String)
                values.Add(new StateValue(key, value.GetString()!));
            else
                map.Wrong<string>(key, value, "a whole number or a text");
        return values;
    }
}
