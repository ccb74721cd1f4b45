using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Governance;

/// <summary>
/// Keeps a caller from wearing people down: bounded open requests, a pause after a rejection, a pause for a caller that
/// keeps running into blocks. Counted per principal of the workspace, so that a new session starts with the old one's
/// counts.
/// </summary>
internal sealed class CallerLimits(IApprovalStore approvals, ICallerMemory callers)
{
    /// <summary>More than a person decides with care.</summary>
    public const int PendingLimit = 5;

    /// <summary>Blocked requests that pause a caller.</summary>
    public const int BlockedLimit = 10;

    /// <summary>The span in which they count, and after which the oldest no longer does.</summary>
    public static readonly TimeSpan BlockedWindow = TimeSpan.FromMinutes(10);

    /// <summary>Long enough that asking again is a decision and not a loop.</summary>
    public static readonly TimeSpan RejectionPause = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Requests that may be withdrawn, or ended by wrong codes, in an hour: each has been announced to people.
    /// </summary>
    public const int WithdrawnLimit = 5;

    /// <summary>The span in which withdrawn ones count.</summary>
    public static readonly TimeSpan WithdrawnWindow = TimeSpan.FromHours(1);

    /// <summary>
    /// Requests looked through for a caller's; more are pending only when every caller is over its limit.
    /// </summary>
    private const int Looked = 200;

    /// <summary>Counts a request that governance blocked.</summary>
    public void CountBlocked(Principal caller, DateTimeOffset now) => callers.CountBlocked(caller, now);

    /// <summary>Until when a caller is paused for its blocked requests, or null.</summary>
    public DateTimeOffset? PausedUntil(Principal caller, DateTimeOffset now)
    {
        var blocked = callers.BlockedSince(caller, now - BlockedWindow, BlockedLimit);
        return blocked.Count >= BlockedLimit ? blocked[^1] + BlockedWindow : null;
    }

    /// <summary>
    /// Why a caller may not open another request now, and until when if time helps; null when it may.
    /// </summary>
    public (string Why, DateTimeOffset? Until)? RefusesRequest(Principal caller, DateTimeOffset now)
    {
        var pending = ApprovalTimer.Waiting(approvals, null, Looked, now).Count(request => request.Requester == caller);
        if (pending >= PendingLimit)
            return ($"{caller} has {pending} requests waiting for a person; at most {PendingLimit} may. Wait for " +
                "decisions, or withdraw one: specskills approvals cancel ID.", null);
        var withdrawn = approvals.List(ApprovalState.Cancelled, null, Looked)
            .Where(request => request.Requester == caller && request.DecidedAt > now - WithdrawnWindow)
            .Select(request => request.DecidedAt!.Value).Order().ToArray();
        if (withdrawn.Length >= WithdrawnLimit)
            return ($"{withdrawn.Length} requests of {caller} were withdrawn within " +
                $"{DurationText.Format(WithdrawnWindow)}, and people were told of each. Ask only for what is needed.",
                Earlier(withdrawn[^WithdrawnLimit], now) + WithdrawnWindow);
        var rejected = approvals.List(ApprovalState.Rejected, null, Looked)
            .Where(request => request.Requester == caller && request.DecidedAt is not null)
            .Select(request => request.DecidedAt!.Value).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        // A rejection in the future was made before the clock went back: the pause holds as long as it would have.
        var until = Earlier(rejected, now) + RejectionPause;
        return rejected > DateTimeOffset.MinValue && until > now
            ? ($"A person has just rejected a request of {caller}. The next may be opened " +
                $"{DurationText.Format(RejectionPause)} " +
                "after it.", until)
            : null;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
