using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents;

/// <summary>Writes the decision document.</summary>
public static class DecisionWriter
{
    /// <summary>The document under the id the caller's workspace gave it.</summary>
    public static JsonObject Write(Decision decision, string decisionId)
    {
        var map = new JsonObject { ["decision_id"] = decisionId };
        Fill(map, decision);
        return map;
    }

    /// <summary>
    /// The document of a pure evaluation, which no workspace gave an id: its id is the digest of the rest and the time,
    /// so that the same inputs always give the same document.
    /// </summary>
    public static JsonObject Write(Decision decision, DateTimeOffset now)
    {
        var content = new JsonObject { ["now"] = DocumentTime.Text(now) };
        Fill(content, decision);
        return Write(decision, CanonicalJson.Digest(content));
    }

    private static void Fill(JsonObject map, Decision decision)
    {
        map["service"] = decision.Service;
        map["blueprint"] = Blueprint(decision.Blueprint);
        map["type"] = WireWord.Of(decision.Type);
        map["reason"] = decision.Reason;
        map["current_state"] = State(decision.CurrentState);
        map["target_state"] = State(decision.TargetState);
        map["rationale"] = decision.Rationale;
        map["blueprint_references"] =
            new JsonArray([.. decision.BlueprintReferences.Select(path => JsonValue.Create(path))]);
        map["operations"] = new JsonArray([.. decision.Operations.Select(OperationWriter.Write)]);
        map["considered"] = new JsonArray([.. decision.Considered.Select(rule => new JsonObject
        {
            ["rule"] = rule.Rule,
            ["outcome"] = rule.Outcome,
            ["why"] = rule.Why,
        })]);
        // Written only when true: most decisions raise no alert and need no confirmation.
        if (decision.Alert) map["alert"] = true;
        if (decision.ProposalOnly) map["proposal_only"] = true;
    }

    private static JsonObject Blueprint(BlueprintReference blueprint) => new()
    {
        ["name"] = blueprint.Name,
        ["version"] = blueprint.Version,
        ["digest"] = blueprint.Digest,
    };

    private static JsonObject State(IReadOnlyList<StateValue> values)
    {
        var map = new JsonObject();
        foreach (var value in values)
            map[value.Key] = value.Count is { } count ? JsonValue.Create(count) : JsonValue.Create(value.Text);
        return map;
    }
}
