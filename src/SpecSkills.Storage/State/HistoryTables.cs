using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;

namespace SpecSkills.Storage.State;

/// <summary>
/// What was done: last actions, operations of the hour, own evictions, recoveries, values set and approved.
/// </summary>
internal static class HistoryTables
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// The hourly limit looks back an hour; the second one keeps counts right when the clock goes back.
    /// </summary>
    private static readonly TimeSpan OperationsKept = TimeSpan.FromHours(2);

    public static void ActionCompleted(StateSession session, string service, DateTimeOffset at)
    {
        session.Execute("INSERT OR IGNORE INTO actions (service) VALUES ($1)", service);
        session.Execute("UPDATE actions SET completed_at = $2, anchored_at = NULL WHERE service = $1", service,
            at.UtcTicks);
    }

    public static void OperationExecuted(StateSession session, string service, DateTimeOffset at)
    {
        session.Execute("DELETE FROM operations WHERE at < $1", (at - OperationsKept).UtcTicks);
        session.Execute("INSERT INTO operations (service, at) VALUES ($1, $2)", service, at.UtcTicks);
        session.Execute("INSERT OR IGNORE INTO actions (service) VALUES ($1)", service);
        session.Execute("UPDATE actions SET executed_at = $2 WHERE service = $1", service, at.UtcTicks);
    }

    public static void Restarted(StateSession session, string service, string revision, int pods, DateTimeOffset at)
    {
        session.Execute("DELETE FROM evictions WHERE service = $1 AND at < $2", service, (at - Hour).UtcTicks);
        for (var i = 0; i < pods; i++)
            session.Execute("INSERT INTO evictions (service, revision, at) VALUES ($1, $2, $3)", service, revision,
                at.UtcTicks);
    }

    /// <summary>
    /// End of the last action. One that lies in the future was ended before the clock went back: it is told as it is
    /// once, and anchored at that moment, from which the whole period counts. The later of both holds from then on, so
    /// that no way of moving the clock shortens a cooldown.
    /// </summary>
    public static DateTimeOffset? LastAction(StateSession session, string service, DateTimeOffset now)
    {
        var (completed, anchored) = session.First(
            "SELECT completed_at, anchored_at FROM actions WHERE service = $1",
            row => (row.TimeAt(0), row.TimeAt(1)), service);
        if (completed is not { } at) return null;
        var horizon = now + EngineConstants.ClockTolerance;
        if (at <= horizon) return anchored > at && anchored <= horizon ? anchored : at;
        return anchored <= horizon ? anchored : at;
    }

    /// <summary>Starts the cooldown anew when its action lies in the future.</summary>
    public static void Anchor(StateSession session, string service, DateTimeOffset now) => session.Execute(
        "UPDATE actions SET anchored_at = $2 WHERE service = $1 AND completed_at > $3 " +
        "AND (anchored_at IS NULL OR anchored_at > $3)",
        service, now.UtcTicks, (now + EngineConstants.ClockTolerance).UtcTicks);

    public static DateTimeOffset? LastExecuted(StateSession session, string service) => session.First(
        "SELECT executed_at FROM actions WHERE service = $1", row => row.TimeAt(0), service);

    /// <summary>
    /// Of the last hour; one that lies in the future counts, since it was done before the clock went back. What another
    /// service is about to do counts as done now: two at once must not both be the last one of the hour.
    /// </summary>
    public static List<PastOperation> Operations(StateSession session, string service, DateTimeOffset now) =>
        session.All(
        "SELECT service, at FROM operations WHERE at > $1 UNION ALL " +
        "SELECT service, $2 FROM executions WHERE stage < $3 AND service <> $4 ORDER BY 2",
        row => new PastOperation(row.GetString(0), StateText.Time(row.GetInt64(1))),
        (now - Hour).UtcTicks, now.UtcTicks, (int)OperationStage.Verifying, service);

    public static List<RestartAttempt> Evictions(StateSession session, string service, DateTimeOffset now) =>
        session.All(
        "SELECT revision, at FROM evictions WHERE service = $1 AND at > $2 ORDER BY at",
        row => new RestartAttempt(row.GetString(0), StateText.Time(row.GetInt64(1))), service, (now - Hour).UtcTicks);

    public static void InRecovery(StateSession session, string service, bool recovering, DateTimeOffset at)
    {
        if (recovering)
            session.Execute("INSERT OR REPLACE INTO recoveries (service, at) VALUES ($1, $2)", service, at.UtcTicks);
        else
            session.Execute("DELETE FROM recoveries WHERE service = $1", service);
    }

    /// <summary>A mark that was not renewed for a restart window belongs to an agent that has ended.</summary>
    public static List<string> Recovering(StateSession session, DateTimeOffset now) => session.All(
        "SELECT service FROM recoveries WHERE at > $1 ORDER BY service", row => row.GetString(0),
        (now - EngineConstants.RestartWindow).UtcTicks);

    public static List<string> InChange(StateSession session) => session.All(
        "SELECT DISTINCT service FROM executions WHERE stage < 5 ORDER BY service", row => row.GetString(0));

    public static void Approve(StateSession session, string service, ApprovedValues values, DateTimeOffset at)
    {
        foreach (var (field, value) in values.Values)
            session.Execute(
                "INSERT OR REPLACE INTO approved_values (service, field, value, version, at) VALUES ($1, $2, $3, $4, " +
                "$5)",
                service, field, value, values.Version, at.UtcTicks);
    }

    /// <summary>What persons approved for a service, field by field the last word; null where nothing was.</summary>
    public static ApprovedValues? Approved(StateSession session, string service)
    {
        var rows = session.All(
            "SELECT field, value, version FROM approved_values WHERE service = $1 ORDER BY at",
            row => (Field: row.GetString(0), Value: row.GetString(1), Version: row.TextAt(2)), service);
        return rows.Count == 0
            ? null
            : new ApprovedValues(rows[^1].Version,
                rows.ToDictionary(row => row.Field, row => row.Value, StringComparer.Ordinal));
    }

    public static Dictionary<string, string> OwnValues(
        StateSession session, string service, string? blueprintDigest) => session
        .All(
            "SELECT field, value FROM own_values WHERE service = $1 AND blueprint = $2",
            row => (Field: row.GetString(0), Value: row.GetString(1)), service, blueprintDigest)
        .ToDictionary(row => row.Field, row => row.Value, StringComparer.Ordinal);
}
