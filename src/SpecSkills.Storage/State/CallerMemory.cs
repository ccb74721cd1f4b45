using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;

namespace SpecSkills.Storage.State;

/// <summary>Blocked requests per caller in the state database: a new session does not shed them.</summary>
public sealed class CallerMemory(StateDatabase database) : ICallerMemory
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public void CountBlocked(Principal caller, DateTimeOffset at) => database.Write(session =>
    {
        session.Execute("DELETE FROM blocked_requests WHERE at < $1", (at - Kept).UtcTicks);
        session.Execute("INSERT INTO blocked_requests (caller, at) VALUES ($1, $2)", caller.Name, at.UtcTicks);
    });

    /// <inheritdoc/>
    public IReadOnlyList<DateTimeOffset> BlockedSince(Principal caller, DateTimeOffset since, int limit) =>
        database.Read(
        session => session.All(
            "SELECT at FROM blocked_requests WHERE caller = $1 AND at > $2 ORDER BY at DESC LIMIT $3",
            row => StateText.Time(row.GetInt64(0)), caller.Name, since.UtcTicks, limit));
}
