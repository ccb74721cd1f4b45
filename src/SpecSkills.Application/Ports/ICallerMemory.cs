using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Ports;

/// <summary>
/// How callers have behaved: a caller that keeps running into blocks is paused. Survives restarts, shared by processes.
/// </summary>
public interface ICallerMemory
{
    /// <summary>Counts a request that was blocked.</summary>
    void CountBlocked(Principal caller, DateTimeOffset at);

    /// <summary>
    /// Times of a caller's blocked requests after an instant, newest first, at most <paramref name="limit"/>.
    /// </summary>
    IReadOnlyList<DateTimeOffset> BlockedSince(Principal caller, DateTimeOffset since, int limit);
}
