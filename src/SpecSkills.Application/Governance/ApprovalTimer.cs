using SpecSkills.Application.Ports;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Governance;

/// <summary>
/// When a request has waited its time: by the wall clock, or by the time that has been seen to pass since it was
/// opened. A clock that is set back lengthens no request.
/// </summary>
public static class ApprovalTimer
{
    /// <summary>True when its timeout is over by either count.</summary>
    public static bool IsOver(IApprovalStore approvals, ApprovalRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(approvals);
        ArgumentNullException.ThrowIfNull(request);
        return now >= request.DueAt || approvals.Waited(request.Id, now) >= request.DueAt - request.RequestedAt;
    }

    /// <summary>
    /// The request as it stands at this moment, even before a sweep: one whose time is over is
    /// expired for every reader, long before that is on record.
    /// </summary>
    public static ApprovalRequest AsOf(IApprovalStore approvals, ApprovalRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        var ended = request.State switch
        {
            ApprovalState.Pending => request.AutoRejectOnTimeout && IsOver(approvals, request, now),
            ApprovalState.Approved => request.DecidedAt is { } at && now >= at + Permit.Lifetime,
            _ => false,
        };
        return ended ? request with { State = ApprovalState.Expired } : request;
    }

    /// <summary>The requests that still wait for a person at this moment, newest first.</summary>
    /// <param name="limit">Of those kept as pending, so many are looked at.</param>
    public static IReadOnlyList<ApprovalRequest> Waiting(
        IApprovalStore approvals, string? service, int limit, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(approvals);
        return
        [
            .. approvals.List(ApprovalState.Pending, service, limit).Select(request => AsOf(approvals, request, now))
                .Where(request => request.State == ApprovalState.Pending),
        ];
    }
}
