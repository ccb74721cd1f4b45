using System.Text.Json.Nodes;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Audit;

/// <summary>What happens to approval requests, one record per transition.</summary>
public static class ApprovalEvents
{
    /// <summary>A request was opened.</summary>
    public const string Requested = "approval.requested";

    /// <summary>One of two persons has approved.</summary>
    public const string Seconded = "approval.first_person";

    /// <summary>A person approved; the record that an approved permit rests on.</summary>
    public const string Approved = "approval.approved";

    /// <summary>A channel was told of a request, or could not be.</summary>
    public const string NotifiedKind = "approval.notified";

    /// <summary>A person had a request announced again, with a new code.</summary>
    public const string AnnouncedAgainKind = "approval.announced_again";

    /// <summary>A wrong code was typed.</summary>
    public const string CodeRefusedKind = "approval.code_refused";

    /// <summary>A channel was told something of a request.</summary>
    /// <param name="told">What came of it.</param>
    /// <param name="what">The kind of record it was told of.</param>
    public static AuditEvent Notified(
        ApprovalRequest request, ChannelNotice told, string what, Principal actor, DateTimeOffset at) =>
        Beside(NotifiedKind, request, actor, at, new JsonObject
        {
            ["channel"] = told.Channel,
            ["type"] = what,
            ["status"] = WireWord.Of(told.Status),
            ["why"] = AuditText.Untrusted(told.Why),
        });

    /// <summary>A request is announced again.</summary>
    /// <param name="code">The code that from now on is the one; null where none is demanded.</param>
    public static AuditEvent AnnouncedAgain(
        ApprovalRequest request, KeptCode? code, Principal actor, DateTimeOffset at) =>
        Beside(AnnouncedAgainKind, request, actor, at, new JsonObject { ["code_digest"] = code?.Digest });

    /// <summary>A wrong code was typed.</summary>
    /// <param name="triesLeft">Codes that may still be typed.</param>
    public static AuditEvent CodeRefused(ApprovalRequest request, int triesLeft, Principal by, DateTimeOffset at) =>
        Beside(CodeRefusedKind, request, by, at, new JsonObject { ["tries_left"] = triesLeft });

    /// <summary>A request changed state, <c>approval.approved</c>; flushed before it does.</summary>
    /// <param name="request">As it will be.</param>
    /// <param name="from">The state it leaves; null for a new one.</param>
    /// <param name="actor">Who moved it; the agent itself for what time did.</param>
    /// <param name="proof">What a person who says yes has shown; null for what is no yes.</param>
    public static AuditEvent Moved(
        ApprovalRequest request, ApprovalState? from, Principal actor, DateTimeOffset at, ApprovalProof? proof = null)
    {
        var kind = from is null ? Requested
            : from == request.State ? Seconded
            : KindOf(request.State);
        var operation = request.Operation;
        return new AuditEvent(kind, request.Id, actor.Name, operation.Service, at, new JsonObject
        {
            ["approval_id"] = request.Id,
            ["decision_id"] = request.DecisionId,
            ["operation_id"] = operation.Id,
            ["operation_kind"] = WireWord.Of(operation.Kind),
            ["blueprint"] = OperationJson.Blueprint(operation.Blueprint),
            ["policy_digest"] = request.PolicyDigest,
            ["rule"] = request.Verdict.Rule,
            ["target"] = OperationJson.Target(operation.Target),
            ["before_values"] = OperationJson.Fields(operation.Before),
            ["after_values"] = OperationJson.Fields(operation.After),
            ["requester"] = request.Requester.Name,
            ["reason"] = AuditText.Untrusted(request.Reason),
            ["from_state"] = from is { } left ? WireWord.Of(left) : null,
            ["to_state"] = WireWord.Of(request.State),
            ["approvers"] = AuditJson.List(request.Approvers),
            ["approved_by"] = AuditJson.List(request.ApprovedBy.Select(person => person.Name)),
            ["decided_by"] = request.DecidedBy?.Name,
            ["note"] = AuditText.Untrusted(request.DecisionNote),
            ["two_person"] = request.TwoPerson,
            ["due_at"] = AuditJson.Time(request.DueAt),
            ["permit_id"] = request.PermitId,
            ["channel"] = AuditJson.List(request.Channels),
            ["code_digest"] = request.Code?.Digest,
            ["proof"] = proof is null ? null : new JsonObject
            {
                ["name_typed"] = true,
                ["code_digest"] = proof.CodeDigest,
                ["key"] = proof.Key,
                ["signature"] = proof.Signature,
                ["delegated_by"] = proof.DelegatedBy,
            },
        });
    }

    /// <summary>The kind of a request's record when it comes into a state.</summary>
    public static string KindOf(ApprovalState state) => $"approval.{WireWord.Of(state)}";

    private static AuditEvent Beside(
        string kind, ApprovalRequest request, Principal actor, DateTimeOffset at, JsonObject more)
    {
        var body = new JsonObject { ["approval_id"] = request.Id, ["operation_id"] = request.Operation.Id };
        foreach (var (name, value) in more) body[name] = value?.DeepClone();
        return new AuditEvent(kind, request.Id, actor.Name, request.Operation.Service, at, body);
    }
}

/// <summary>What an approver has shown besides the typed name.</summary>
/// <param name="CodeDigest">Which code was typed, <see cref="Governance.KeptCode.Digest"/>; null where none was
/// demanded.</param>
/// <param name="Key">The public key whose signature was verified; null where none is wanted.</param>
/// <param name="Signature">That signature, base64 without its armour, so that the record can be checked later.</param>
/// <param name="DelegatedBy">Whose right was used, where it was not the person's own.</param>
public sealed record ApprovalProof(string? CodeDigest, string? Key, string? Signature, string? DelegatedBy);
