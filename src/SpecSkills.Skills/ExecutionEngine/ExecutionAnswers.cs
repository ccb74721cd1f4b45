using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Execution;
using SpecSkills.Core.Execution;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.ExecutionEngine;

/// <summary>What executing came to, with what the caller does next.</summary>
public static class ExecutionAnswers
{
    public static ToolAnswer Of(ApplyResult result) => result switch
    {
        ApplyResult.Executed done => ToolAnswer.Of(
            "Executed; verification has begun.",
            $"Call verification_check with operation_id {done.Receipt.OperationId}.",
            ReceiptWriter.Write(done.Receipt)),
        ApplyResult.Rehearsed would => ToolAnswer.Of(
            "The server would accept it. Nothing was changed, and the permit is still valid.",
            "Call execution_apply without dry_run to do it.",
            ReceiptWriter.Write(would.Receipt)),
        ApplyResult.NotTaken { Receipt: var receipt } => new ToolAnswer(
            With(ReceiptWriter.Write(receipt), receipt.Error ?? "The server did not accept it; nothing was changed.",
                "Call decision_evaluate again; if it fails twice, tell the person."),
            IsError: receipt.Status == ReceiptStatus.Failure),
        ApplyResult.Unsettled open => ToolAnswer.Of(
            "No answer came, so the result is unknown. It will be read from the cluster, not repeated.",
            $"Call verification_check with operation_id {open.Receipt.OperationId}.",
            ReceiptWriter.Write(open.Receipt)),
        ApplyResult.UnknownPermit => ToolAnswer.Mistake(
            "There is no permit with that id in this workspace.",
            "Call governance_check and use the permit_id it answers."),
        ApplyResult.Refused no => new ToolAnswer(
            new JsonObject
            {
                ["summary"] = no.Explanation,
                ["next_step"] = no.Conflict
                    ? "Start again with decision_evaluate."
                    : "Report the rule to the person. Do not look for another way.",
                ["status"] = "refused",
                ["rule"] = no.Rule,
            },
            IsError: true),
        _ => throw new InvalidOperationException($"No answer for {result.GetType().Name}."),
    };

    private static JsonObject With(JsonObject fields, string summary, string next) =>
        ToolAnswer.Of(summary, next, fields).Fields;
}
