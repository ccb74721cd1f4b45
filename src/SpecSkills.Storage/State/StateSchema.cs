using System.Globalization;
using SpecSkills.Application.Ports;

namespace SpecSkills.Storage.State;

/// <summary>
/// Tables of the state database. Times are UTC ticks; what has structure is a JSON document in <c>payload</c>.
/// </summary>
internal static class StateSchema
{
    private const long Version = 2;

    private const string Tables = """
        CREATE TABLE clock (id INTEGER PRIMARY KEY CHECK (id = 1), seen INTEGER NOT NULL, elapsed INTEGER NOT NULL);
        CREATE TABLE decisions (id TEXT PRIMARY KEY, at INTEGER NOT NULL, payload TEXT NOT NULL);
        CREATE INDEX decisions_by_time ON decisions (at);
        CREATE TABLE permits (
            id TEXT PRIMARY KEY, operation_id TEXT NOT NULL, issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
            lapses_at INTEGER NOT NULL, payload TEXT NOT NULL, consumed_at INTEGER, compensated_at INTEGER);
        CREATE INDEX permits_by_time ON permits (issued_at);
        CREATE TABLE approvals (
            id TEXT PRIMARY KEY, operation_id TEXT NOT NULL, service TEXT NOT NULL, requester TEXT NOT NULL,
            state INTEGER NOT NULL, approved_by INTEGER NOT NULL, requested_at INTEGER NOT NULL, payload TEXT NOT NULL);
        CREATE INDEX approvals_by_state ON approvals (state, requested_at);
        CREATE INDEX approvals_by_operation ON approvals (operation_id);
        CREATE TABLE executions (
            number INTEGER PRIMARY KEY AUTOINCREMENT, permit_id TEXT NOT NULL UNIQUE, operation_id TEXT NOT NULL,
            service TEXT NOT NULL, stage INTEGER NOT NULL, payload TEXT NOT NULL, verification TEXT,
            lease_owner TEXT, lease_until INTEGER);
        CREATE INDEX executions_by_operation ON executions (operation_id, number);
        CREATE UNIQUE INDEX one_unfinished_execution_per_service ON executions (service) WHERE stage < 5;
        CREATE TABLE actions (
            service TEXT PRIMARY KEY, completed_at INTEGER, anchored_at INTEGER, executed_at INTEGER);
        CREATE TABLE operations (service TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE INDEX operations_by_time ON operations (at);
        CREATE TABLE breakers (
            service TEXT PRIMARY KEY, open INTEGER NOT NULL, failures INTEGER NOT NULL, why TEXT, opened_at INTEGER);
        CREATE TABLE evictions (service TEXT NOT NULL, revision TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE INDEX evictions_by_service ON evictions (service, at);
        CREATE TABLE container_ends (
            service TEXT NOT NULL, pod TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (service, pod, at)) WITHOUT ROWID;
        CREATE TABLE cpu_samples (
            service TEXT NOT NULL, at INTEGER NOT NULL, percent TEXT NOT NULL, PRIMARY KEY (service, at)) WITHOUT ROWID;
        CREATE TABLE usage_samples (
            service TEXT NOT NULL, container TEXT NOT NULL, at INTEGER NOT NULL, millicores INTEGER, bytes INTEGER,
            PRIMARY KEY (service, container, at)) WITHOUT ROWID;
        CREATE TABLE usage_shape (service TEXT PRIMARY KEY, replicas INTEGER NOT NULL, revision TEXT);
        CREATE TABLE healthy_revisions (
            service TEXT NOT NULL, revision TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (service, revision)) WITHOUT ROWID;
        CREATE TABLE recoveries (service TEXT PRIMARY KEY, at INTEGER NOT NULL);
        CREATE TABLE approved_values (
            service TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, version TEXT, at INTEGER NOT NULL,
            PRIMARY KEY (service, field)) WITHOUT ROWID;
        CREATE TABLE own_values (
            service TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, blueprint TEXT NOT NULL,
            PRIMARY KEY (service, field)) WITHOUT ROWID;
        CREATE TABLE blocked_requests (caller TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE INDEX blocked_requests_by_caller ON blocked_requests (caller, at);
        """;

    /// <summary>What version 2 has more: the freeze of the whole workspace.</summary>
    private const string Freeze = """
        CREATE TABLE freeze (
            id INTEGER PRIMARY KEY CHECK (id = 1), since INTEGER NOT NULL, until INTEGER, by TEXT NOT NULL,
            reason TEXT NOT NULL);
        """;

    /// <summary>Makes the tables once, and refuses a file that a newer program has changed.</summary>
    public static void Prepare(StateSession session, string path)
    {
        if (Found(session, path) == Version) return;
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            // Another process may have made them while this one waited for the lock.
            var found = Found(session, path);
            if (found != Version)
            {
                if (found < 1) session.Execute(Tables);
                session.Execute(Freeze);
                session.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
            }

            session.Execute("COMMIT");
        }
        catch
        {
            session.Execute("ROLLBACK");
            throw;
        }
    }

    private static long Found(StateSession session, string path)
    {
        var found = session.Number("PRAGMA user_version") ?? 0;
        return found <= Version
            ? found
            : throw new StateUnavailableException(
                $"The state database {path} has schema version {found}; this program knows {Version}. Use the newer " +
                "program, or another workspace.");
    }
}
