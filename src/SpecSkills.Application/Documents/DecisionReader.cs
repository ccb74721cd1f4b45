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
        var current = map.Part("current_state", StateReader.Read) ?? [];
        var target = map.Part("target_state", StateReader.Read) ?? [];
        var rationale = map.RequiredText("rationale");
        var references = map.Texts("blueprint_references");
        // Without its blueprint no operation has the id it claims; the missing blueprint is the finding then.
        map.Value("operations");
        var operations = blueprint is null ? [] : map.List("operations", part => BoundOperation.Read(part, blueprint));
        var considered = map.List("considered", part => new ConsideredRule(
            part.RequiredText("rule"), part.RequiredText("outcome"), part.RequiredText("why")));
        var alert = map.Flag("alert") ?? false;
        var proposalOnly = map.Flag("proposal_only") ?? false;
        if (blueprint is null || type is not { } known) return null;
        return new IdentifiedDecision(id, new Decision(
            service, blueprint, known, reason, current, target, rationale, references, operations, considered)
        { Alert = alert, ProposalOnly = proposalOnly });
    }
}

/// <summary>A decision as its document names it.</summary>
public sealed record IdentifiedDecision(string Id, Decision Decision);
