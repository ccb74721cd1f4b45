using SpecSkills.Application.Ports;

namespace SpecSkills.Storage.State;

/// <summary>Breakers: one per service, and one over all that opens when two of them are open.</summary>
internal static class BreakerTable
{
    /// <summary>The breaker over all services.</summary>
    public const string Global = "*";

    /// <summary>Two services failing at once point past the services.</summary>
    private const int OpenBreakersToStopAll = 2;

    /// <summary>Longer explanations are cut: a breaker is looked at in a table.</summary>
    private const int WhyLimit = 500;

    /// <summary>Counts one failed operation; true when it opened the service's breaker.</summary>
    public static bool CountFailure(
        StateSession session, string service, int threshold, bool openAtOnce, string why, DateTimeOffset at)
    {
        session.Execute("INSERT OR IGNORE INTO breakers (service, open, failures) VALUES ($1, 0, 0)", service);
        session.Execute("UPDATE breakers SET failures = failures + 1 WHERE service = $1", service);
        var opens = openAtOnce ? 1 : Math.Max(1, threshold);
        var shown = why.Length > WhyLimit ? why[..WhyLimit] : why;
        var opened = session.Execute(
            "UPDATE breakers SET open = 1, why = $2, opened_at = $3 WHERE service = $1 AND open = 0 AND failures >= $4",
            service, shown, at.UtcTicks, opens) == 1;
        if (opened) StopAll(session, at);
        return opened;
    }

    /// <summary>A success ends the row of failures; an open breaker stays open.</summary>
    public static void CountSuccess(StateSession session, string service) =>
        session.Execute("UPDATE breakers SET failures = 0 WHERE service = $1 AND open = 0", service);

    public static bool Reset(StateSession session, string service) => session.Execute(
        "UPDATE breakers SET open = 0, failures = 0, why = NULL, opened_at = NULL WHERE service = $1 AND open = 1",
        service) == 1;

    public static List<BreakerStatus> All(StateSession session) => session.All(
        "SELECT service, open, failures, why, opened_at FROM breakers ORDER BY service",
        row => new BreakerStatus(row.GetString(0), row.GetInt64(1) == 1, (int)row.GetInt64(2), row.TextAt(3),
            row.TimeAt(4)));

    public static BreakerStatus Of(StateSession session, string service) => session.First(
        "SELECT open, failures, why, opened_at FROM breakers WHERE service = $1",
        row => new BreakerStatus(service, row.GetInt64(0) == 1, (int)row.GetInt64(1), row.TextAt(2), row.TimeAt(3)),
        service)
        ?? new BreakerStatus(service, false, 0, null, null);

    private static void StopAll(StateSession session, DateTimeOffset at)
    {
        var open = session.All(
            "SELECT service FROM breakers WHERE open = 1 AND service <> $1 ORDER BY service", row => row.GetString(0),
            Global);
        if (open.Count < OpenBreakersToStopAll) return;
        session.Execute("INSERT OR IGNORE INTO breakers (service, open, failures) VALUES ($1, 0, 0)", Global);
        session.Execute(
            "UPDATE breakers SET open = 1, why = $2, opened_at = $3 WHERE service = $1 AND open = 0",
            Global, $"The breakers of {string.Join(", ", open)} are open.", at.UtcTicks);
    }
}
