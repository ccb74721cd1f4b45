using System.Text.Json.Nodes;
using SpecSkills.Application.Decisions;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Blueprints;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.DecisionEngine;

/// <summary>Answers that several tools give in the same words.</summary>
public static class ServiceAnswers
{
    /// <summary>No such service.</summary>
    public static ToolAnswer Unknown(string service, IReadOnlyList<string> known) => ToolAnswer.Mistake(
        $"No blueprint governs '{Shown(service)}'.",
        known.Count == 0 ? "There are no blueprints in this workspace." : $"Services: {string.Join(", ", known)}.");

    /// <summary>Findings as the contract shows them.</summary>
    public static JsonArray Findings(IEnumerable<Diagnostic> findings) =>
        new([.. findings.Take(FindingLimit).Select(finding => (JsonNode)DiagnosticWriter.Write(finding))]);

    /// <summary>A decision, or why there is none.</summary>
    public static ToolAnswer Of(DecideResult result) => result switch
    {
        DecideResult.Decided { Stored: var stored } => ToolAnswer.Of(
            stored.Decision.Rationale,
            stored.Decision.Operations.Count > 0
                ? $"Call governance_check with decision_id {stored.Id}."
                : "Nothing to execute. Tell the person why, with the blueprint references.",
            DecisionWriter.Write(stored.Decision, stored.Id)),
        DecideResult.UnknownService unknown => Unknown(unknown.Service, unknown.Known),
        DecideResult.Unreadable bad => new ToolAnswer(
            new JsonObject
            {
                ["summary"] = $"{bad.File} is invalid, so nothing can be decided by it.",
                ["next_step"] = "Show the findings to the person; blueprint_validate has them all.",
                ["diagnostics"] = Findings(bad.Findings),
            },
            IsError: true),
        DecideResult.Unobservable failed => ToolAnswer.Mistake(
            $"{failed.Service} cannot be observed: {failed.Message}",
            "Tell the person; try again once the cluster answers."),
        DecideResult.Unplannable no => new ToolAnswer(
            new JsonObject
            {
                ["summary"] = "This fits no operation.",
                ["next_step"] = "Correct what the diagnostics name and call decision_propose again.",
                ["diagnostics"] = Findings(no.Findings),
            },
            IsError: true),
        _ => throw new InvalidOperationException($"No answer for {result.GetType().Name}."),
    };

    private const int FindingLimit = 50;

    private static string Shown(string text) =>
        new([.. text.Take(60).Select(c => char.IsControl(c) ? '?' : c)]);
}
