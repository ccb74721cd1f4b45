using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Governance;

/// <summary>
/// How the queue of requests is handled: what waits, and whether persons read before they decide. Over the newest
/// <see cref="Looked"/> requests.
/// </summary>
/// <param name="Pending">Requests that wait, overdue ones included.</param>
/// <param name="OldestAt">When the oldest of them was asked; null when none waits.</param>
/// <param name="Decided">Requests that a person has approved or rejected.</param>
/// <param name="MedianTime">Median time from request to decision; null when none was decided.</param>
/// <param name="ApprovedAtOnce">Approvals within <see cref="AtOnce"/> of the request: too fast to have read it.</param>
/// <param name="Approved">Decided ones that were approved.</param>
public sealed record ApprovalQueue(
    int Pending, DateTimeOffset? OldestAt, int Decided, TimeSpan? MedianTime, int ApprovedAtOnce, int Approved)
{
    /// <summary>Requests looked at: months of them, and one page of the store.</summary>
    public const int Looked = 1000;

    /// <summary>Too short to have read what is asked.</summary>
    public static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);

    /// <summary>Share of the decided that was approved, in whole percent; null when none was decided.</summary>
    public int? ApprovedPercent => Decided == 0
        ? null : (int)Math.Round(100m * Approved / Decided, MidpointRounding.AwayFromZero);

    /// <summary>The figures of a store at a moment.</summary>
    public static ApprovalQueue Of(IApprovalStore approvals, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(approvals);
        var pending = ApprovalTimer.Waiting(approvals, null, Looked, now);
        // An approval that was never used has expired since and is an approval all the same.
        var decided = approvals.List(null, null, Looked)
            .Where(request => request is { DecidedBy: not null, DecidedAt: not null }).ToArray();
        var approved = decided.Where(request => request.PermitId is not null).ToArray();
        return new ApprovalQueue(
            pending.Count, pending.Count == 0 ? null : pending.Min(request => request.RequestedAt), decided.Length,
            Median([.. decided.Select(Time).Order()]), approved.Count(request => Time(request) < AtOnce),
            approved.Length);
    }

    /// <summary>Never negative: a clock may have been set back in between.</summary>
    private static TimeSpan Time(ApprovalRequest request) =>
        request.DecidedAt!.Value > request.RequestedAt ? request.DecidedAt.Value - request.RequestedAt : TimeSpan.Zero;

    private static TimeSpan? Median(TimeSpan[] times) => times.Length == 0
        ? null
        : times.Length % 2 == 1
            ? times[times.Length / 2]
            : (times[(times.Length / 2) - 1] + times[times.Length / 2]) / 2;
}
