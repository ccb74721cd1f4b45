using System.Text.Json.Nodes;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Core.Verification;

namespace SpecSkills.Core.Audit;

/// <summary>
/// A finished operation with all its stages: the record people read first. Nesting and names are the specification's
/// example decision log; a part that did not happen is null.
/// </summary>
/// <param name="Decision">The decision it came from; null when that is no longer kept.</param>
/// <param name="Outcome"><c>success</c>, <c>rolled_back</c>, <c>failed</c>, <c>ineffective</c>, <c>inconclusive</c>,
/// <c>superseded</c>, <c>blocked</c>, <c>rejected</c>, <c>expired</c>.</param>
public sealed record ClosedOperation(
    Operation Operation, Decision? Decision, Verdict Verdict, Receipt? Receipt, VerificationReport? Report,
    string Outcome)
{
    /// <summary>The record.</summary>
    public AuditEvent ToEvent(Principal actor, DateTimeOffset at) => new(
        AuditKinds.Closed, Operation.Id, actor.Name, Operation.Service, at, new JsonObject
        {
            ["agent_id"] = actor.Name,
            ["blueprint"] = OperationJson.Blueprint(Operation.Blueprint),
            ["decision"] = DecisionPart(),
            ["execution"] = Receipt is null ? null : new JsonObject
            {
                ["command"] = Receipt.Command,
                ["status"] = WireWord.Of(Receipt.Status),
                ["duration"] = DurationText.Format(Receipt.Duration),
            },
            ["verification"] = Report is null ? null : new JsonObject
            {
                ["wait_time"] = DurationText.Format(Report.WaitTime),
                ["post_operation_state"] = AuditJson.State(Report.PostOperationState),
                ["targets_met"] = Report.TargetsMet,
                ["rationale"] = Report.Rationale,
            },
            ["outcome"] = Outcome,
        });

    private JsonObject DecisionPart() => new()
    {
        ["type"] = Decision is null ? WireWord.Of(Operation.Kind) : WireWord.Of(Decision.Type),
        ["current_state"] = Decision is null ? OperationJson.Fields(Operation.Before)
            : AuditJson.State(Decision.CurrentState),
        ["target_state"] = Decision is null ? OperationJson.Fields(Operation.After)
            : AuditJson.State(Decision.TargetState),
        ["rationale"] = Decision?.Rationale,
        ["blueprint_references"] = AuditJson.List(Decision?.BlueprintReferences ?? []),
        ["governance_check"] = new JsonObject
        {
            ["operation"] = Verdict.Operation,
            ["status"] = WireWord.Of(Verdict.Status),
            ["rule"] = Verdict.Rule,
        },
    };
}
