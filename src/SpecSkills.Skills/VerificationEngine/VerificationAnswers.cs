using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Primitives;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.VerificationEngine;

/// <summary>How an execution stands, with what the caller does next.</summary>
public static class VerificationAnswers
{
    public static ToolAnswer Of(string id, AdvanceResult result) => result switch
    {
        AdvanceResult.Closed { Entry: var entry } => Closed(entry),
        AdvanceResult.Waiting { Entry: var entry, Why: var why } => Waiting(id, entry, why),
        AdvanceResult.Unknown => Unknown,
        _ => throw new InvalidOperationException($"No answer for {result.GetType().Name}."),
    };

    public static ToolAnswer Unknown => ToolAnswer.Mistake(
        "No operation with that id was executed in this workspace.", "audit_query lists what was executed.");

    public static ToolAnswer Waiting(string id, OperationEntry entry, string why) => ToolAnswer.Of(
        $"Not finished: {why}",
        $"Call verification_check with operation_id {id} again in a while. It continues by itself.",
        new JsonObject { ["operation_id"] = entry.Operation.Id, ["stage"] = WireWord.Of(entry.Stage) });

    private static ToolAnswer Closed(OperationEntry entry)
    {
        var fields = entry.Report is { } report ? VerificationWriter.Write(report) : [];
        fields["stage"] = WireWord.Of(entry.Stage);
        fields["outcome"] = entry.Outcome;
        fields["operation_id"] = entry.Operation.Id;
        var summary = entry.Report?.Rationale ?? $"It ended as {entry.Outcome} and was not verified.";
        var next = entry.Outcome switch
        {
            "success" => "Report the targets before and after.",
            "rolled_back" => "Tell the person: it made things worse and was undone. Do not repeat it.",
            "failed" => "Tell the person now: it failed and could not, or must not, be undone by itself.",
            "ineffective" => "Report which target is still missed; more capacity alone did not help yet.",
            _ => "Report the outcome; audit_query has the records.",
        };
        return ToolAnswer.Of(summary, next, fields);
    }
}
