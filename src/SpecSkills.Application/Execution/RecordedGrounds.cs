using System.Text.Json.Nodes;
using SpecSkills.Application.Audit;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Execution;

/// <summary>
/// Whether the audit record confirms a permit. The state database alone proves nothing: a row in it can be written by
/// any program with a shell, and one without its record rests on no verdict and no approval.
/// </summary>
internal sealed class RecordedGrounds(IAuditReader records)
{
    /// <summary>Name of the breaker over all services.</summary>
    private const string AllServices = "*";

    /// <summary>Between taking a permit and asking here lies one look at the cluster, with limits of its own.</summary>
    private static readonly TimeSpan BetweenTakingAndAsking = TimeSpan.FromMinutes(1);

    /// <summary>What ends an approval for good, regardless of earlier records.</summary>
    private static readonly string[] Ends =
    [
        .. new[] { ApprovalState.Rejected, ApprovalState.Expired, ApprovalState.Cancelled, ApprovalState.Superseded }
            .Select(ApprovalEvents.KindOf),
    ];

    /// <summary>Why the operation of a permit may not be sent for the first time, or null when it may.</summary>
    public string? RefuseUse(Permit permit, bool dryRun, DateTimeOffset now)
    {
        if (Grounds(permit) is not { } grounds) return Unfounded(permit);
        if (Outlived(grounds.Record, now))
            return $"By the record, regardless of the state, permit {permit.Id} rests on a verdict or "
                + $"approval more than {DurationText.Format(Permit.Lifetime)} ago or is yet to come: "
                + $"{grounds.Record.Text("timestamp") ?? "at no time"}.";
        // Everything since, with no gap: the index finds what is there, but could be made to miss what forbids.
        var since = records.Since(grounds.Sequence);
        if (since.FirstOrDefault(entry => permit.ApprovalId is { } id && entry.Record.Text("approval_id") == id
                && Ends.Contains(entry.Record.Text("kind"))) is { } end)
            return $"By the record, regardless of the state, approval {permit.ApprovalId} is over: "
                + $"{end.Record.Text("kind")} at {end.Sequence}.";
        return !dryRun && since.Any(entry => IsIntent(entry.Record, permit))
            ? $"The record holds an intent under permit {permit.Id} already; a permit is used once."
            : null;
    }

    /// <summary>
    /// A permit's times stand in the state too. Rewriting them there changes nothing in the record.
    /// </summary>
    private static bool Outlived(JsonObject grounds, DateTimeOffset now) =>
        !DocumentTime.TryParse(grounds.Text("timestamp") ?? "", out var at)
        || now >= at + Permit.Lifetime + BetweenTakingAndAsking || at > now + EngineConstants.ClockTolerance;

    /// <summary>Why nothing new may be sent for a service, or null: by the record a breaker is open.</summary>
    public string? RefuseStopped(string service)
    {
        foreach (var breaker in new[] { service, AllServices })
            if (records.Query(new AuditQuery(Id: breaker, Limit: 1)).Records is [{ Record: var newest }]
                && newest.Text("kind") == AuditKinds.BreakerOpened)
                return $"By the record, regardless of the state, the breaker of '{breaker}' is open. A person looks "
                    + $"into it and runs 'specskills breaker reset \"{breaker}\"'.";
        return null;
    }

    /// <summary>
    /// Why nothing new may be sent at all, or null: by the record a freeze holds, regardless of the state.
    /// </summary>
    public string? RefuseFrozen(DateTimeOffset now) => RecordedFreeze.Standing(records, now) is { } freeze
        ? $"By the record, regardless of the state: {freeze.Describe()}"
        : null;

    /// <summary>Why an operation may not be undone, or null: only what the record says was sent can be.</summary>
    public string? RefuseCompensation(Permit permit) =>
        Grounds(permit) is null ? Unfounded(permit)
        : Of(permit, AuditKinds.Intent).Any(entry => IsIntent(entry.Record, permit)) ? null
        : $"The record holds no intent under permit {permit.Id}: nothing was sent.";

    /// <summary>The record that the permit rests on: a person's approval, or an allowing verdict.</summary>
    private AuditEntry? Grounds(Permit permit) => permit.ApprovalId is { } approval
        ? Of(permit, ApprovalEvents.Approved).FirstOrDefault(entry => IsApproval(entry.Record, permit, approval))
        : Of(permit, AuditKinds.Governance).FirstOrDefault(entry =>
            entry.Record.Text("permit_id") == permit.Id && entry.Record.Text("status") == "allowed");

    private static string Unfounded(Permit permit) => permit.ApprovalId is { } approval
        ? $"The record holds no person's approval {approval} of this operation, regardless of the state."
        : $"The record holds no verdict that gave permit {permit.Id}, regardless of the state.";

    private bool IsApproval(JsonObject record, Permit permit, string approval) =>
        record.Text("approval_id") == approval
        && record.Text("permit_id") == permit.Id
        && record.Text("decided_by") is { } person
        && new Core.Governance.Principal(person).IsPerson
        && person != record.Text("requester")
        && IsProven(permit, approval, record);

    /// <summary>
    /// A code that was sent must have been typed, and two persons where two were wanted, by what the record says of the
    /// request. Removing the demand from the state does not remove it from the record.
    /// </summary>
    private bool IsProven(Permit permit, string approval, JsonObject approved)
    {
        var asked = Of(permit, ApprovalEvents.Requested).Concat(Of(permit, ApprovalEvents.AnnouncedAgainKind))
            .Select(entry => entry.Record)
            .Where(record => record.Text("approval_id") == approval).ToArray();
        if (asked.Length == 0) return false;
        var codes = asked.Select(record => record.Text("code_digest")).OfType<string>().ToArray();
        var typed = approved["proof"] is JsonObject proof ? proof.Text("code_digest") : null;
        if (codes.Length > 0 && (typed is null || !codes.Contains(typed))) return false;
        var two = asked.Any(record => record["two_person"] is JsonValue wanted && wanted.GetValue<bool>());
        return !two || (approved["approved_by"] is JsonArray persons
            && persons.Select(person => person?.GetValue<string>()).Distinct().Count() >= 2);
    }

    private static bool IsIntent(JsonObject record, Permit permit) =>
        record.Text("kind") == AuditKinds.Intent
        && record.Text("permit_id") == permit.Id
        && record["dry_run"] is JsonValue dry && !dry.GetValue<bool>();

    private IEnumerable<AuditEntry> Of(Permit permit, string kind) =>
        records.Walk(new AuditQuery(OperationId: permit.Operation.Id, Kind: kind));
}
