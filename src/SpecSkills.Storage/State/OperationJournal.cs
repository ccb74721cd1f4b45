using Microsoft.Data.Sqlite;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;

namespace SpecSkills.Storage.State;

/// <summary>Executions in the state database; one unfinished execution per service, by a unique index.</summary>
/// <param name="owners">Tells of owners that have ended; without it every lease lasts its time.</param>
public sealed class OperationJournal(StateDatabase database, ILeaseOwners? owners = null) : IOperationJournal
{
    /// <summary>No lease is that long: one that ends later was taken before the clock went back.</summary>
    private static readonly TimeSpan LeaseLimit = TimeSpan.FromMinutes(10);

    /// <summary>Finished executions kept for undoing and explaining; the record has them all.</summary>
    private const int KeptExecutions = 10_000;

    private const string Columns = "payload, verification, permit_id";

    /// <summary>Outcomes after which the fields hold what the operation set.</summary>
    private static readonly string[] KeptOutcomes = ["success", "ineffective", "inconclusive"];

    /// <inheritdoc/>
    public bool TryBegin(OperationEntry entry)
    {
        var payload = OperationEntryDocument.Write(entry).ToJsonString();
        return database.Write(session =>
        {
            session.Execute(
                "DELETE FROM executions WHERE stage = $1 AND number <= (SELECT MAX(number) FROM executions) - $2",
                (int)OperationStage.Closed, KeptExecutions);
            return session.Execute(
                "INSERT OR IGNORE INTO executions (permit_id, operation_id, service, stage, payload, verification) " +
                "VALUES ($1, $2, $3, $4, $5, $6)",
                entry.PermitId, entry.Operation.Id, entry.Operation.Service, (int)entry.Stage, payload,
                entry.VerificationState) == 1;
        });
    }

    /// <inheritdoc/>
    public bool TryAdvance(OperationEntry entry, OperationStage expected)
    {
        var payload = OperationEntryDocument.Write(entry).ToJsonString();
        // Within a stage only measurements are added, and they can be taken again.
        return entry.Stage == expected ? database.WriteUnflushed(Move) : database.Write(Move);

        bool Move(StateSession session)
        {
            var moved = session.Execute(
                "UPDATE executions SET stage = $2, payload = $3, verification = $4 WHERE permit_id = $1 AND stage = $5",
                entry.PermitId, (int)entry.Stage, payload, entry.VerificationState, (int)expected) == 1;
            if (moved && entry.Stage == OperationStage.Closed && KeptOutcomes.Contains(entry.Outcome))
                RememberOwn(session, entry.Operation);
            return moved;
        }
    }

    /// <inheritdoc/>
    public OperationEntry? Find(string permitOrOperationId) => One(
        $"SELECT {Columns} FROM executions WHERE permit_id = $1 OR operation_id = $1 ORDER BY number DESC LIMIT 1",
        permitOrOperationId);

    /// <inheritdoc/>
    public OperationEntry? FindUnfinished(string service) => One(
        $"SELECT {Columns} FROM executions WHERE service = $1 AND stage < 5 ORDER BY number LIMIT 1", service);

    /// <inheritdoc/>
    public IReadOnlyList<OperationEntry> Unfinished() => [.. database
        .Read(session => session.All($"SELECT {Columns} FROM executions WHERE stage < 5 ORDER BY number", Row))
        .Select(Entry)];

    /// <inheritdoc/>
    // A lease ends with its process, and a power cut ends that.
    public bool TryLease(string permitId, string owner, DateTimeOffset now, TimeSpan duration) =>
        database.WriteUnflushed(session =>
        {
            // Looked up under the write lock: of several who find the owner gone, one takes its lease.
            var holder = session.First(
                "SELECT lease_owner FROM executions WHERE permit_id = $1", row => row.TextAt(0), permitId);
            var gone = holder is not null && holder != owner && owners?.IsGone(holder) == true ? holder : null;
            return session.Execute(
                "UPDATE executions SET lease_owner = $2, lease_until = $3 WHERE permit_id = $1 AND " +
                "(lease_owner IS NULL OR lease_owner = $2 OR lease_until <= $4 OR lease_until > $5 " +
                "OR lease_owner = $6)",
                permitId, owner, (now + duration).UtcTicks, now.UtcTicks, (now + LeaseLimit).UtcTicks, gone) == 1;
        });

    /// <summary>Values that this workspace set are not drift: the engine compares with them.</summary>
    private static void RememberOwn(StateSession session, Operation operation)
    {
        foreach (var (field, value) in operation.After)
            session.Execute(
                "INSERT OR REPLACE INTO own_values (service, field, value, blueprint) VALUES ($1, $2, $3, $4)",
                operation.Service, field, value, operation.Blueprint.Digest);
    }

    private OperationEntry? One(string sql, string key)
    {
        var found = database.Read(session => session.First(sql, Row, key));
        return found.Payload is null ? null : Entry(found);
    }

    private static (string Payload, string? Verification, string PermitId) Row(SqliteDataReader row) =>
        (row.GetString(0), row.TextAt(1), row.GetString(2));

    private static OperationEntry Entry((string Payload, string? Verification, string PermitId) found) =>
        OperationEntryDocument.Read(found.Payload, found.Verification)
            .Valid($"The execution under permit {found.PermitId}");
}
