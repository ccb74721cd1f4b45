using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Core.Verification;

namespace SpecSkills.Core.Audit;

/// <summary>What each stage puts on record. Every record of an operation names blueprint, digests and rule.</summary>
public static class AuditEvents
{
    /// <summary>What the engine decided, holds included.</summary>
    public static AuditEvent Decided(
        string decisionId, Decision decision, string? policyDigest, Principal actor, DateTimeOffset at) => new(
        AuditKinds.Decision, decisionId, actor.Name, decision.Service, at, new JsonObject
        {
            ["blueprint"] = OperationJson.Blueprint(decision.Blueprint),
            ["policy_digest"] = policyDigest,
            ["type"] = WireWord.Of(decision.Type),
            ["reason"] = decision.Reason,
            ["rule"] = decision.BlueprintReferences is [var first, ..] ? first : decision.Reason,
            ["current_state"] = AuditJson.State(decision.CurrentState),
            ["target_state"] = AuditJson.State(decision.TargetState),
            ["rationale"] = decision.Rationale,
            ["blueprint_references"] = AuditJson.List(decision.BlueprintReferences),
            ["operation_ids"] = AuditJson.List(decision.Operations.Select(operation => operation.Id)),
            ["considered"] = new JsonArray([.. decision.Considered.Select(rule => new JsonObject
            {
                ["rule"] = rule.Rule, ["outcome"] = rule.Outcome, ["why"] = rule.Why,
            })]),
            ["alert"] = decision.Alert,
        });

    /// <summary>
    /// The Deployment differs from its blueprint, field by field: what was found and what the blueprint has.
    /// </summary>
    public static AuditEvent Drifted(
        string decisionId, Decision decision, Operation difference, string? policyDigest, Principal actor,
        DateTimeOffset at) => new(
        AuditKinds.Drift, difference.Id, actor.Name, decision.Service, at, new JsonObject
        {
            ["decision_id"] = decisionId,
            ["blueprint"] = OperationJson.Blueprint(decision.Blueprint),
            ["policy_digest"] = policyDigest,
            ["rule"] = decision.BlueprintReferences is [var first, ..] ? first : decision.Reason,
            ["blueprint_references"] = AuditJson.List(decision.BlueprintReferences),
            ["target"] = OperationJson.Target(difference.Target),
            ["fields"] = new JsonArray([.. difference.After
                .Where(field => difference.Before[field.Key] != field.Value)
                .Select(field => new JsonObject
                {
                    ["field"] = field.Key, ["found"] = difference.Before[field.Key], ["expected"] = field.Value,
                })]),
        });

    /// <summary>
    /// Nothing could be decided: the blueprint is unreadable or missing, or the cluster cannot be read.
    /// </summary>
    public static AuditEvent Undecided(
        string decisionId, string service, BlueprintReference? blueprint, string? policyDigest, string reason,
        string why,
        Principal actor, DateTimeOffset at) => new(
        AuditKinds.Decision, decisionId, actor.Name, service, at, new JsonObject
        {
            ["blueprint"] = OperationJson.Blueprint(blueprint ?? new BlueprintReference(service, "unknown", "unknown")),
            ["policy_digest"] = policyDigest,
            ["type"] = blueprint is null ? "reject" : "hold",
            ["reason"] = reason,
            ["rule"] = reason,
            ["rationale"] = AuditText.Untrusted(why),
            ["alert"] = true,
        });

    /// <summary>Governance's answer, with the permit or approval it led to.</summary>
    public static AuditEvent Governed(
        string decisionId, Operation operation, Verdict verdict, string? policyDigest, string? permitId,
        string? approvalId,
        string? reason, Principal actor, DateTimeOffset at) => new(
        AuditKinds.Governance, operation.Id, actor.Name, operation.Service, at, Change(operation, new JsonObject
        {
            ["decision_id"] = decisionId,
            ["policy_digest"] = policyDigest,
            ["status"] = WireWord.Of(verdict.Status),
            ["operation"] = verdict.Operation,
            ["effects"] = AuditJson.List(verdict.Effects),
            ["rule"] = verdict.Rule,
            ["explanation"] = verdict.Explanation,
            ["alternative"] = verdict.Alternative is null ? null : new JsonObject
            {
                ["operation_kind"] = WireWord.Of(verdict.Alternative.Parameters.Kind),
                ["parameters"] = OperationJson.Fields(OperationFields.Of(verdict.Alternative.Parameters)),
                ["why"] = verdict.Alternative.Why,
            },
            ["permit_id"] = permitId,
            ["approval_id"] = approvalId,
            ["reason"] = AuditText.Untrusted(reason),
        }));

    /// <summary>Flushed before the write is sent, once for every time it is sent.</summary>
    /// <param name="compensates">The operation this one undoes, when it is a rollback.</param>
    public static AuditEvent Intended(
        Permit permit, Operation operation, string resourceVersion, int attempt, string? compensates, bool dryRun,
        Principal actor, DateTimeOffset at) => new(
        AuditKinds.Intent, operation.Id, actor.Name, operation.Service, at,
        Change(operation, Permitted(permit, new JsonObject
        {
            ["resource_version"] = resourceVersion,
            ["attempt"] = attempt,
            ["compensates"] = compensates,
            ["dry_run"] = dryRun,
        })));

    /// <summary>
    /// The outcome; <paramref name="settledFrom"/> when a later process found out by reading the cluster.
    /// </summary>
    public static AuditEvent CameOut(
        Permit permit, Operation operation, Receipt receipt, string? compensates, string? settledFrom, Principal actor,
        DateTimeOffset at) => new(
        AuditKinds.Outcome, operation.Id, actor.Name, operation.Service, at, Permitted(permit, new JsonObject
        {
            ["blueprint"] = OperationJson.Blueprint(operation.Blueprint),
            ["status"] = WireWord.Of(receipt.Status),
            ["command"] = receipt.Command,
            ["requests"] = new JsonArray([.. receipt.Requests.Select(request => new JsonObject
            {
                ["method"] = request.Method, ["path"] = request.Path, ["status"] = request.Status,
            })]),
            ["duration"] = DurationText.Format(receipt.Duration),
            ["dry_run"] = receipt.DryRun,
            ["resource_version_before"] = receipt.ResourceVersionBefore,
            ["resource_version_after"] = receipt.ResourceVersionAfter,
            ["error"] = AuditText.Untrusted(receipt.Error),
            ["compensates"] = compensates,
            ["settled_from"] = settledFrom,
        }));

    /// <summary>Whether it did what the blueprint wants, target by target.</summary>
    public static AuditEvent Verified(
        Permit permit, Operation operation, VerificationReport report, Principal actor, DateTimeOffset at) => new(
        AuditKinds.Verification, operation.Id, actor.Name, operation.Service, at, Permitted(permit, new JsonObject
        {
            ["blueprint"] = OperationJson.Blueprint(operation.Blueprint),
            ["result"] = WireWord.Of(report.Result),
            ["wait_time"] = DurationText.Format(report.WaitTime),
            ["post_operation_state"] = AuditJson.State(report.PostOperationState),
            ["targets_met"] = report.TargetsMet,
            ["checks"] = new JsonArray([.. report.Checks.Select(check => new JsonObject
            {
                ["target"] = check.Target, ["metric"] = check.Metric, ["before"] = check.Before,
                ["after"] = check.After, ["limit"] = check.Limit, ["met"] = check.Met,
            })]),
            ["rationale"] = report.Rationale,
        }));

    /// <summary>The outcome of undoing an operation.</summary>
    public static AuditEvent RolledBack(
        Permit permit, Operation operation, RollbackReport rollback, string why, Principal actor,
        DateTimeOffset at) => new(
        AuditKinds.Rollback, operation.Id, actor.Name, operation.Service, at, Permitted(permit, new JsonObject
        {
            ["blueprint"] = OperationJson.Blueprint(operation.Blueprint),
            ["status"] = rollback.Succeeded ? "success" : "failure",
            ["duration"] = DurationText.Format(rollback.Duration),
            ["to"] = OperationJson.Fields(rollback.To),
            ["why"] = AuditText.Untrusted(why),
        }));

    /// <summary>A service, or all of them (<c>*</c>), is stopped.</summary>
    public static AuditEvent BreakerOpened(
        string service, BlueprintReference? blueprint, int failures, int threshold, string why, Principal actor,
        DateTimeOffset at) => new(
        AuditKinds.BreakerOpened, service, actor.Name, service, at, new JsonObject
        {
            ["blueprint"] = blueprint is null ? null : OperationJson.Blueprint(blueprint),
            ["rule"] = RuleNames.Breaker,
            ["consecutive_failures"] = failures,
            ["threshold"] = threshold,
            ["why"] = why,
        });

    /// <summary>A person lets a service go on; on record before it does.</summary>
    public static AuditEvent BreakerReset(string service, string reason, Principal by, DateTimeOffset at) => new(
        AuditKinds.BreakerReset, service, by.Name, service, at, new JsonObject
        {
            ["rule"] = RuleNames.Breaker,
            ["by"] = by.Name,
            ["reason"] = AuditText.Untrusted(reason),
        });

    private static JsonObject Permitted(Permit permit, JsonObject body)
    {
        body["decision_id"] = permit.DecisionId;
        body["permit_id"] = permit.Id;
        body["approval_id"] = permit.ApprovalId;
        body["policy_digest"] = permit.PolicyDigest;
        body["rule"] = permit.Verdict.Rule;
        return body;
    }

    private static JsonObject Change(Operation operation, JsonObject body)
    {
        body["operation_id"] = operation.Id;
        body["operation_kind"] = WireWord.Of(operation.Kind);
        body["origin"] = WireWord.Of(operation.Origin);
        body["blueprint"] = OperationJson.Blueprint(operation.Blueprint);
        body["target"] = OperationJson.Target(operation.Target);
        body["before_values"] = OperationJson.Fields(operation.Before);
        body["after_values"] = OperationJson.Fields(operation.After);
        return body;
    }
}
