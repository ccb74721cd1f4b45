using System.Text.Json.Nodes;
using SpecSkills.Application.Agent;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Permits;

namespace SpecSkills.Application.Execution;

/// <summary>
/// Whether the record bears a permit out. The state database alone proves nothing: a row in it can be written by
/// whoever has a shell, and one without its record is nobody's verdict and no person's approval.
/// </summary>
internal sealed class RecordedGrounds(IAuditReader records)
{
    /// <summary>Name of the breaker over all services.</summary>
    private const string AllServices = "*";

    /// <summary>Why the operation of a permit may not be sent for the first time, or null when it may.</summary>
    public string? RefuseUse(Permit permit, bool dryRun) =>
        RefuseVerdict(permit)
        ?? (!dryRun && IsIntended(permit)
            ? $"The record holds an intent under permit {permit.Id} already; a permit is used once."
            : null);

    /// <summary>Why nothing new may be sent for a service, or null: by the record a breaker is open.</summary>
    public string? RefuseStopped(string service)
    {
        foreach (var breaker in new[] { service, AllServices })
            if (records.Query(new AuditQuery(Id: breaker, Limit: 1)).Records is [{ Record: var newest }]
                && Text(newest, "kind") == AuditKinds.BreakerOpened)
                return $"By the record, whatever the state says, the breaker of '{breaker}' is open. A person looks "
                    + $"into it and runs 'specskills breaker reset \"{breaker}\"'.";
        return null;
    }

    /// <summary>
    /// Why nothing new may be sent at all, or null: by the record a freeze holds, whatever the state says.
    /// </summary>
    public string? RefuseFrozen(DateTimeOffset now)
    {
        var page = records.Query(new AuditQuery(Id: PolicyEvents.FreezeId, Limit: 1));
        return page.Records is [{ Record: var newest }] && RecordedFreeze.Of(newest) is { } freeze
            && freeze.HoldsAt(now)
            ? $"By the record, whatever the state says: {freeze.Describe()}"
            : null;
    }

    /// <summary>Why an operation may not be undone, or null: only what the record says was sent can be.</summary>
    public string? RefuseCompensation(Permit permit) =>
        RefuseVerdict(permit)
        ?? (IsIntended(permit) ? null : $"The record holds no intent under permit {permit.Id}: nothing was sent.");

    private string? RefuseVerdict(Permit permit) => permit.ApprovalId is { } approval
        ? IsApproved(permit, approval)
            ? null
            : $"The record holds no person's approval {approval} of this operation, whatever the state says."
        : IsAllowed(permit)
            ? null
            : $"The record holds no verdict that gave permit {permit.Id}, whatever the state says.";

    private bool IsAllowed(Permit permit) => Of(permit, AuditKinds.Governance).Any(record =>
        Text(record, "permit_id") == permit.Id && Text(record, "status") == "allowed");

    private bool IsApproved(Permit permit, string approval) => Of(permit, ApprovalEvents.Approved).Any(record =>
        Text(record, "approval_id") == approval
        && Text(record, "permit_id") == permit.Id
        && Text(record, "decided_by") is { } person
        && new Core.Governance.Principal(person).IsPerson
        && person != Text(record, "requester")
        && IsProven(permit, approval, record));

    /// <summary>
    /// A code that was sent must have been typed, and two persons where two were wanted, by what the record says of the
    /// request: whoever takes the demand out of the state takes nothing out of that.
    /// </summary>
    private bool IsProven(Permit permit, string approval, JsonObject approved)
    {
        var asked = Of(permit, ApprovalEvents.Requested).Concat(Of(permit, ApprovalEvents.AnnouncedAgainKind))
            .Where(record => Text(record, "approval_id") == approval).ToArray();
        if (asked.Length == 0) return false;
        var codes = asked.Select(record => Text(record, "code_digest")).OfType<string>().ToArray();
        var typed = approved["proof"] is JsonObject proof ? Text(proof, "code_digest") : null;
        if (codes.Length > 0 && (typed is null || !codes.Contains(typed))) return false;
        var two = asked.Any(record => record["two_person"] is JsonValue wanted && wanted.GetValue<bool>());
        return !two || (approved["approved_by"] is JsonArray persons
            && persons.Select(person => person?.GetValue<string>()).Distinct().Count() >= 2);
    }

    private bool IsIntended(Permit permit) => Of(permit, AuditKinds.Intent).Any(record =>
        Text(record, "permit_id") == permit.Id && record["dry_run"] is JsonValue dry && !dry.GetValue<bool>());

    /// <summary>The newest page: a permit lives ten minutes, and nobody gets that many verdicts in them.</summary>
    private IEnumerable<JsonObject> Of(Permit permit, string kind) => records
        .Query(new AuditQuery(OperationId: permit.Operation.Id, Kind: kind, Limit: AuditQuery.MaximumLimit))
        .Records.Select(entry => entry.Record);

    private static string? Text(JsonObject record, string key) =>
        record[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
