using System.Text.Json.Nodes;
using SpecSkills.Core.Governance;

namespace SpecSkills.Core.Audit;

/// <summary>What happens to approval requests, one record per transition.</summary>
public static class ApprovalEvents
{
    /// <summary>A request was opened.</summary>
    public const string Requested = "approval.requested";

    /// <summary>One of two persons has said yes.</summary>
    public const string Seconded = "approval.first_person";

    /// <summary>A person said yes; the record an approved permit rests on.</summary>
    public const string Approved = "approval.approved";

    /// <summary>A request moved on, <c>approval.approved</c>; flushed before it does.</summary>
    /// <param name="request">As it will be.</param>
    /// <param name="from">The state it leaves; null for a new one.</param>
    /// <param name="actor">Who moved it; the agent itself for what time did.</param>
    public static AuditEvent Moved(ApprovalRequest request, ApprovalState? from, Principal actor, DateTimeOffset at)
    {
        var kind = from is null ? Requested
            : from == request.State ? Seconded
            : $"approval.{AuditJson.Word(request.State)}";
        var operation = request.Operation;
        return new AuditEvent(kind, request.Id, actor.Name, operation.Service, at, new JsonObject
        {
            ["approval_id"] = request.Id,
            ["decision_id"] = request.DecisionId,
            ["operation_id"] = operation.Id,
            ["operation_kind"] = AuditJson.Word(operation.Kind),
            ["blueprint"] = AuditJson.Blueprint(operation.Blueprint),
            ["policy_digest"] = request.PolicyDigest,
            ["rule"] = request.Verdict.Rule,
            ["target"] = AuditJson.Target(operation.Target),
            ["before_values"] = AuditJson.Fields(operation.Before),
            ["after_values"] = AuditJson.Fields(operation.After),
            ["requester"] = request.Requester.Name,
            ["reason"] = AuditText.Untrusted(request.Reason),
            ["from_state"] = from is { } left ? AuditJson.Word(left) : null,
            ["to_state"] = AuditJson.Word(request.State),
            ["approvers"] = AuditJson.List(request.Approvers),
            ["approved_by"] = AuditJson.List(request.ApprovedBy.Select(person => person.Name)),
            ["decided_by"] = request.DecidedBy?.Name,
            ["note"] = AuditText.Untrusted(request.DecisionNote),
            ["two_person"] = request.TwoPerson,
            ["due_at"] = Time(request.DueAt),
            ["permit_id"] = request.PermitId,
        });
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
            System.Globalization.CultureInfo.InvariantCulture);
}
