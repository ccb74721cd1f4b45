using System.Text.Json.Nodes;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Documents;

/// <summary>A decision with what it was made from, as the state database keeps it.</summary>
public static class StoredDecisionDocument
{
    /// <summary>The document.</summary>
    public static JsonObject Write(StoredDecision stored) => new()
    {
        ["decision"] = DecisionWriter.Write(stored.Decision, stored.Id),
        ["observation"] = ObservationWriter.Write(stored.Observation),
        ["principal"] = stored.Principal.Name,
        ["at"] = DocumentTime.Text(stored.At),
        ["reason"] = stored.Reason,
    };

    /// <summary>Reads it back, strictly.</summary>
    public static DocumentReading<StoredDecision> Read(string text) => JsonText.Read(text, Read);

    private static StoredDecision? Read(JsonMap map)
    {
        var decision = map.Required("decision", map.Part("decision", DecisionReader.Read), null);
        var observation = map.Required("observation", map.Part("observation", ObservationReader.Read), null);
        var principal = map.RequiredText("principal");
        var at = map.RequiredTime("at");
        var reason = map.Text("reason");
        return decision is null || observation is null
            ? null
            : new StoredDecision(decision.Id, decision.Decision, observation, new Principal(principal), at, reason);
    }
}
