using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Governance;

/// <summary>
/// When a request has waited its time: by the wall clock, or by the time that has been seen to pass since it was
/// opened. A clock that is set back lengthens no request.
/// </summary>
internal static class ApprovalTimer
{
    /// <summary>True when its timeout is over by either count.</summary>
    public static bool IsOver(IApprovalStore approvals, ApprovalRequest request, DateTimeOffset now) =>
        now >= request.DueAt || approvals.Waited(request.Id, now) >= request.DueAt - request.RequestedAt;
}
