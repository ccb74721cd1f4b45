using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;

namespace SpecSkills.Storage.State;

/// <summary>Approval requests in the state database.</summary>
public sealed class ApprovalStore(StateDatabase database) : IApprovalStore
{
    /// <summary>A longer list is not useful to a person.</summary>
    private const int ListLimit = 1000;

    /// <inheritdoc/>
    public void Open(ApprovalRequest request) => database.Write(session =>
    {
        var opened = request with { OpenedAtTicks = StateClock.Advance(session, request.RequestedAt) };
        session.Execute(
            "INSERT INTO approvals (id, operation_id, service, requester, state, approved_by, requested_at, " +
            "payload) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            request.Id, request.Operation.Id, request.Operation.Service, request.Requester.Name, (int)request.State,
            request.ApprovedBy.Count, request.RequestedAt.UtcTicks, ApprovalDocument.Write(opened).ToJsonString());
    });

    /// <inheritdoc/>
    public TimeSpan Waited(string approvalId, DateTimeOffset now) => database.WriteUnflushed(session =>
        Kept(session, approvalId) is { OpenedAtTicks: { } opened }
            ? TimeSpan.FromTicks(StateClock.Advance(session, now) - opened)
            : TimeSpan.Zero);

    /// <inheritdoc/>
    public ApprovalRequest? Find(string approvalId) => database.Read(session => session.First(
            "SELECT payload FROM approvals WHERE id = $1", row => row.GetString(0), approvalId)) is { } payload
        ? Request(payload, approvalId)
        : null;

    /// <inheritdoc/>
    public IReadOnlyList<ApprovalRequest> List(ApprovalState? state, string? service, int limit) => [.. database.Read(
        session => session.All(
            "SELECT id, payload FROM approvals WHERE ($1 IS NULL OR state = $1) AND ($2 IS NULL OR service = $2) " +
            "ORDER BY requested_at DESC, rowid DESC LIMIT $3",
            row => (Id: row.GetString(0), Payload: row.GetString(1)),
            state is { } known ? (int)known : null, service, Math.Clamp(limit, 0, ListLimit)))
        .Select(found => Request(found.Payload, found.Id))];

    /// <inheritdoc/>
    public ApprovalRequest? FindPending(string operationId) => database.Read(session => session.First(
            "SELECT payload FROM approvals WHERE operation_id = $1 AND state = $2 ORDER BY requested_at DESC LIMIT 1",
            row => row.GetString(0), operationId, (int)ApprovalState.Pending)) is { } payload
        ? Request(payload, operationId)
        : null;

    /// <inheritdoc/>
    public bool TryTransition(ApprovalRequest changed, ApprovalState expected) => database.Write(session =>
    {
        if (Kept(session, changed.Id) is not { } kept) return false;
        var whole = changed with
        {
            Code = kept.Code,
            Notices = kept.Notices,
            OpenedAtTicks = kept.OpenedAtTicks,
        };
        // The count of approvals guards what the state alone would not: two persons' first approvals at the same
        // moment.
        return session.Execute(
            "UPDATE approvals SET state = $2, approved_by = $3, payload = $4 WHERE id = $1 AND state = $5 " +
            "AND approved_by <= $3 AND ($2 <> $5 OR approved_by < $3)",
            changed.Id, (int)changed.State, changed.ApprovedBy.Count, ApprovalDocument.Write(whole).ToJsonString(),
            (int)expected) == 1;
    });

    /// <inheritdoc/>
    public ApprovalRequest? Amend(string approvalId, Func<ApprovalRequest, ApprovalRequest?> change) =>
        database.Write(session =>
        {
            if (Kept(session, approvalId) is not { } kept || change(kept) is not { } wanted) return null;
            var amended = kept with { Code = wanted.Code, Notices = wanted.Notices };
            session.Execute(
                "UPDATE approvals SET payload = $2 WHERE id = $1", approvalId,
                ApprovalDocument.Write(amended).ToJsonString());
            return amended;
        });

    private static ApprovalRequest? Kept(StateSession session, string id) => session.First(
            "SELECT payload FROM approvals WHERE id = $1", row => row.GetString(0), id) is { } payload
        ? Request(payload, id)
        : null;

    private static ApprovalRequest Request(string payload, string id) =>
        ApprovalDocument.Read(payload).Valid($"Approval request {id}");
}
