using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Governance;

/// <summary>
/// Tells a request's channels, and puts the outcome on record and on the request. A channel that fails leaves the
/// request as it is: waiting.
/// </summary>
public sealed class AnnounceApproval(IApprovalStore approvals, INotifier notifier, IAuditLog audit, TimeProvider time)
{
    /// <summary>Notices kept with a request; a person who has more sent reads the newest.</summary>
    private const int KeptNotices = 32;

    /// <summary>Requests looked at; more are pending only when every caller is over its limit.</summary>
    private const int Looked = 200;

    /// <summary>Far longer than the channels are given.</summary>
    private static readonly TimeSpan BeingAnnounced = TimeSpan.FromMinutes(1);

    /// <summary>Tells and records; the request as it now is.</summary>
    public async Task<ApprovalRequest> ExecuteAsync(
        ApprovalRequest request, Notice notice, Principal actor, CancellationToken cancellation)
    {
        if (request.Channels.Count == 0) return request;
        var notices = await notifier.TellAsync(request.Channels, notice, cancellation);
        var now = time.GetUtcNow();
        foreach (var told in notices) audit.Append(ApprovalEvents.Notified(request, told, notice.Event, actor, now));
        return approvals.Amend(request.Id, one => one with
        {
            Notices = [.. one.Notices.Concat(notices).TakeLast(KeptNotices)],
        }) ?? request;
    }

    /// <summary>
    /// Tells what a person's decision came to, where it moved the request: a person who reads it and has not decided
    /// learns that another did so in their name, or tried to.
    /// </summary>
    public async Task DecidedAsync(ApprovalOutcome outcome, Principal by, CancellationToken cancellation)
    {
        var moved = outcome switch
        {
            ApprovalOutcome.Approved yes => (yes.Request, yes.Head),
            ApprovalOutcome.NeedsSecondPerson first => (first.Request, first.Head),
            ApprovalOutcome.Ended no => (no.Request, no.Head),
            ApprovalOutcome.NotPending { Head: { } head } tried => (tried.Request, head),
            _ => default((ApprovalRequest Request, AuditPlace Head)?),
        };
        if (moved is var (request, place))
            await ExecuteAsync(
                request, ApprovalNotices.Decided(request, place, time.GetUtcNow()), by, cancellation);
    }

    /// <summary>
    /// Announces what was opened and never announced because a crash came between. What is younger than a minute may be
    /// being announced at this moment.
    /// </summary>
    public async Task CatchUpAsync(Principal actor, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var request in approvals.List(ApprovalState.Pending, null, Looked))
            if (request is { Channels.Count: > 0, Notices.Count: 0 } && now - request.RequestedAt >= BeingAnnounced)
                await AgainAsync(request.Id, actor, cancellation);
    }

    /// <summary>
    /// A new code for a pending request whose message did not arrive. Tries already used stay used: sending again is no
    /// way to more of them.
    /// </summary>
    /// <returns>The request as it now is; null when it is not pending or has no channel to be announced on.</returns>
    public async Task<ApprovalRequest?> AgainAsync(string approvalId, Principal actor, CancellationToken cancellation)
    {
        if (approvals.Find(approvalId) is not { State: ApprovalState.Pending, Channels.Count: > 0 } request)
            return null;
        // A code once demanded stays demanded, and one becomes demanded when a channel has been set up meanwhile.
        var code = request.Code is not null || request.Channels.Any(notifier.LeavesMachine)
            ? OffMachineCode.Make(
                request.Id, request.Operation.Id, request.Code?.TriesLeft ?? OffMachineCode.Tries)
            : default((string Code, KeptCode Kept)?);
        var now = time.GetUtcNow();
        var place = audit.Append(ApprovalEvents.AnnouncedAgain(request, code?.Kept, actor, now));
        if (code is { } made)
            request = approvals.Amend(request.Id, one => one with
            {
                Code = made.Kept with { TriesLeft = one.Code?.TriesLeft ?? made.Kept.TriesLeft },
            }) ?? request;
        return await ExecuteAsync(
            request, ApprovalNotices.Requested(request, code?.Code, place, now), actor, cancellation);
    }
}
