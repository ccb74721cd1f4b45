using System.Text.Json.Nodes;
using SpecSkills.Application.Documents.Reading;
using SpecSkills.Application.Documents.Writing;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents;

/// <summary>An approval request as the state database keeps it; what commands print holds no hash.</summary>
public static class ApprovalDocument
{
    /// <summary>The document.</summary>
    public static JsonObject Write(ApprovalRequest request)
    {
        var map = new JsonObject
        {
            ["approval_id"] = request.Id,
            ["state"] = WireWord.Of(request.State),
            ["operation"] = BoundOperation.Write(request.Operation),
            ["decision_id"] = request.DecisionId,
            ["verdict"] = VerdictWriter.Write(request.Verdict),
            ["policy_digest"] = request.PolicyDigest,
            ["requester"] = request.Requester.Name,
            ["reason"] = request.Reason,
            ["approvers"] = Texts(request.Approvers),
            ["requested_at"] = DocumentTime.Text(request.RequestedAt),
            ["due_at"] = DocumentTime.Text(request.DueAt),
            ["auto_reject_on_timeout"] = request.AutoRejectOnTimeout,
            ["two_person"] = request.TwoPerson,
            ["approved_by"] = Texts(request.ApprovedBy.Select(person => person.Name)),
        };
        map.Known("decided_by", request.DecidedBy?.Name);
        map.Known("decided_at", request.DecidedAt);
        map.Known("note", request.DecisionNote);
        map.Known("permit_id", request.PermitId);
        if (request.OpenedAtTicks is { } opened) map["opened_at_ticks"] = opened;
        if (request.Channels.Count > 0) map["channels"] = Texts(request.Channels);
        if (request.Notices.Count > 0) map["notices"] = new JsonArray([.. request.Notices.Select(Notice)]);
        if (request.Code is { } code)
            map["code"] = new JsonObject
            {
                ["salt"] = code.Salt,
                ["hash"] = code.Hash,
                ["tries_left"] = code.TriesLeft,
            };
        return map;
    }

    /// <summary>The outcome of telling one channel.</summary>
    public static JsonObject Notice(ChannelNotice notice)
    {
        var map = new JsonObject
        {
            ["channel"] = notice.Channel,
            ["status"] = WireWord.Of(notice.Status),
            ["at"] = DocumentTime.Text(notice.At),
        };
        map.Known("why", notice.Why);
        return map;
    }

    /// <summary>Reads it back, strictly.</summary>
    public static DocumentReading<ApprovalRequest> Read(string text) => JsonText.Read(text, Read);

    private static ApprovalRequest? Read(JsonMap map)
    {
        var id = map.RequiredText("approval_id");
        var state = map.Required("state", map.Word<ApprovalState>("state"), null);
        var operation = map.Required("operation", map.Part("operation", BoundOperation.Read), null);
        var decision = map.RequiredText("decision_id");
        var verdict = map.Required("verdict", map.Part("verdict", VerdictReader.Read), null);
        var policy = map.RequiredText("policy_digest");
        var requester = map.RequiredText("requester");
        var reason = map.Text("reason");
        var approvers = map.Texts("approvers");
        var (requestedAt, dueAt) = (map.RequiredTime("requested_at"), map.RequiredTime("due_at"));
        var autoReject = map.Flag("auto_reject_on_timeout") ?? true;
        var twoPerson = map.Flag("two_person") ?? false;
        var approvedBy = map.Texts("approved_by").Select(name => new Principal(name)).ToArray();
        var decidedBy = map.Text("decided_by") is { } person ? new Principal(person) : (Principal?)null;
        var (decidedAt, note, permit) = (map.Time("decided_at"), map.Text("note"), map.Text("permit_id"));
        var (channels, notices) = (map.Texts("channels"), map.List("notices", ReadNotice));
        var (code, opened) = (map.Part("code", ReadCode), map.Long("opened_at_ticks"));
        if (state is not { } known || operation is null || verdict is null) return null;
        return new ApprovalRequest(
            id, operation, decision, verdict, policy, new Principal(requester), reason, approvers, requestedAt, dueAt,
            autoReject, twoPerson, known, approvedBy, decidedBy, decidedAt, note, permit)
        {
            OpenedAtTicks = opened,
            Channels = channels,
            Notices = notices,
            Code = code,
        };
    }

    private static ChannelNotice? ReadNotice(JsonMap map)
    {
        var channel = map.RequiredText("channel");
        var status = map.Required("status", map.Word<NoticeStatus>("status"), null);
        var (at, why) = (map.RequiredTime("at"), map.Text("why"));
        return status is { } known ? new ChannelNotice(channel, known, why, at) : null;
    }

    private static KeptCode ReadCode(JsonMap map) => new(
        map.RequiredText("salt"), map.RequiredText("hash"), map.RequiredCount("tries_left"));

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
