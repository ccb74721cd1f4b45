using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SpecSkills.Application.Ports;

namespace SpecSkills.Storage.Audit;

/// <summary>
/// Where each record is and what it can be found by. Only a cache: when it is lost, damaged or of
/// an older form, it is rebuilt from the lines.
/// </summary>
public sealed class AuditIndex
{
    /// <summary>Counted up whenever the tables change; an index of another form is thrown away.</summary>
    private const int Form = 2;

    // SQLite's words for a file that is no longer a database: SQLITE_CORRUPT and SQLITE_NOTADB.
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    // One index for every filter that goes with "newest first": without, a rare service is looked for in every record.
    private const string Tables = """
        CREATE TABLE segments (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL, first_seq INTEGER,
            last_seq INTEGER, low_at TEXT, high_at TEXT);
        CREATE TABLE records (
            seq INTEGER PRIMARY KEY, segment INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
            at TEXT, kind TEXT, id TEXT, service TEXT, verdict TEXT);
        CREATE INDEX records_id ON records (id);
        CREATE INDEX records_kind ON records (kind, seq);
        CREATE INDEX records_service ON records (service, seq, at);
        CREATE INDEX records_service_kind ON records (service, kind, seq);
        CREATE INDEX records_verdict ON records (verdict, seq) WHERE verdict IS NOT NULL;
        CREATE INDEX records_service_verdict ON records (service, verdict, seq)
            WHERE verdict IS NOT NULL;
        CREATE TABLE operations (
            operation_id TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (operation_id, seq)) WITHOUT ROWID;
        """;

    private readonly string file;
    private readonly string connectionString;
    private bool isPrepared;

    /// <param name="file">The index's own database file.</param>
    public AuditIndex(string file)
    {
        this.file = file;
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 10 }.ToString();
    }

    /// <summary>Does it; an index that cannot be used makes the record unreadable.</summary>
    internal T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException failure)
        {
            throw new AuditUnavailableException(
                $"The record's index {file} cannot be used (disk full, not writable, or busy); free the disk, or "
                + "move the index file away (it is rebuilt from the lines), and try again. "
                + $"Cause: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new AuditUnavailableException($"The record cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Does it; an index that turns out to be damaged is thrown away first and is then an empty one.</summary>
    internal T Healed<T>(Func<T> work)
    {
        try
        {
            if (!isPrepared) Prepare();
            return work();
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is Corrupt or NotADatabase)
        {
            using (var pooled = new SqliteConnection(connectionString)) SqliteConnection.ClearPool(pooled);
            foreach (var part in new[] { file, file + "-wal", file + "-shm" }) File.Delete(part);
            Prepare();
            return work();
        }
    }

    /// <summary>Indexed segments with how many of their bytes are.</summary>
    internal IReadOnlyDictionary<string, long> Segments()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, bytes FROM segments";
        using var reader = command.ExecuteReader();
        var segments = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read()) segments.Add(reader.GetString(0), reader.GetInt64(1));
        return segments;
    }

    /// <summary>Every row with its place, by number.</summary>
    internal IEnumerable<(RecordPlace Place, IndexedRecord Said)> Rows()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT seq, name, offset, length, at, kind, records.id, service, verdict FROM records "
            + "LEFT JOIN segments ON segments.id = records.segment ORDER BY seq";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return (
                new RecordPlace(reader.GetInt64(0), Text(1) ?? "", reader.GetInt64(2), reader.GetInt32(3)),
                new IndexedRecord(reader.GetInt64(0), Text(4), Text(5), Text(6), Text(7), Text(8), []));

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    /// <summary>Every operation with a number of a record about it.</summary>
    internal IEnumerable<(string Operation, long Sequence)> Operations()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT operation_id, seq FROM operations";
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return (reader.GetString(0), reader.GetInt64(1));
    }

    /// <summary>What lies in a segment, as the index says; times bound what a query looks through.</summary>
    internal SegmentBounds? Bounds(string segment)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT bytes, first_seq, last_seq, low_at, high_at FROM segments WHERE name = $name";
        command.Parameters.AddWithValue("$name", segment);
        using var reader = command.ExecuteReader();
        return reader.Read() ? SegmentBounds.Of(reader, 0) : null;
    }

    /// <summary>Number of records indexed.</summary>
    internal long Count()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM records";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>
    /// Replaces the index by these segments, in one step: a concurrent reader sees the index before or after.
    /// </summary>
    internal void Rebuild(
        IEnumerable<(string Segment, IEnumerable<(long Offset, ReadOnlyMemory<byte> Bytes)> Lines)> segments)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        Make(connection);
        foreach (var (segment, lines) in segments) Add(connection, segment, lines);
        transaction.Commit();
    }

    /// <summary>Forgets a segment that is gone.</summary>
    internal void Forget(string segment)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            DELETE FROM operations WHERE seq IN (
                SELECT records.seq FROM records JOIN segments ON segments.id = records.segment WHERE name = $name);
            DELETE FROM records WHERE segment = (SELECT id FROM segments WHERE name = $name);
            DELETE FROM segments WHERE name = $name;
            """;
        command.Parameters.AddWithValue("$name", segment);
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Takes in lines of a segment from where it stood; another process may have done the same meanwhile.
    /// </summary>
    internal void Add(string segment, IEnumerable<(long Offset, ReadOnlyMemory<byte> Bytes)> lines)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        Add(connection, segment, lines);
        transaction.Commit();
    }

    /// <summary>Places of matching records, newest first.</summary>
    internal IReadOnlyList<RecordPlace> Find(AuditQuery query)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        // An operation's records are walked in their own order: sorting all of them first is what would take long.
        var (from, seq) = query.OperationId is null
            ? ("records", "records.seq")
            : ("operations CROSS JOIN records ON records.seq = operations.seq", "operations.seq");
        var sql = new StringBuilder(
            $"SELECT {seq}, name, offset, length FROM {from} "
            + "JOIN segments ON segments.id = records.segment WHERE 1 = 1");
        void Where(string condition, string name, object? value)
        {
            if (value is null) return;
            sql.Append(" AND ").Append(condition);
            command.Parameters.AddWithValue(name, value);
        }

        Where("service = $service", "$service", query.Service);
        Where("records.id = $id", "$id", query.Id);
        Where("verdict = $verdict", "$verdict", query.Verdict);
        Where("kind = $kind", "$kind", query.Kind);
        // Times need not rise with the numbers - a clock may go back - but a day's lowest and highest bound its own.
        Where($"at >= $since AND {seq} >= (SELECT min(first_seq) FROM segments WHERE high_at >= $since)", "$since",
            query.Since is { } since ? IndexedRecord.Text(since) : null);
        Where($"at <= $until AND {seq} <= (SELECT max(last_seq) FROM segments WHERE low_at <= $until)", "$until",
            query.Until is { } until ? IndexedRecord.Text(until) : null);
        Where($"{seq} < $before", "$before", query.Before);
        Where($"{seq} > $after", "$after", query.After);
        Where("operation_id = $operation", "$operation", query.OperationId);
        sql.Append(" ORDER BY ").Append(seq).Append(" DESC LIMIT $limit");
        command.Parameters.AddWithValue("$limit", query.Limit);
        command.CommandText = sql.ToString();
        using var reader = command.ExecuteReader();
        var places = new List<RecordPlace>();
        while (reader.Read())
            places.Add(new RecordPlace(
                reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt32(3)));
        return places;
    }

    private static void Add(
        SqliteConnection connection, string segment, IEnumerable<(long Offset, ReadOnlyMemory<byte> Bytes)> lines)
    {
        using var adding = new IndexAdding(connection, segment);
        foreach (var (offset, bytes) in lines) adding.Take(offset, bytes);
        adding.Finish();
    }

    private void Prepare()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var connection = Open();
        isPrepared = true;
        if (FormOf(connection) == Form) return;
        Execute(connection, "PRAGMA journal_mode = WAL");
        // At once a writer: of several processes that find no index one makes it, and the others then find it.
        using var transaction = connection.BeginTransaction(deferred: false);
        if (FormOf(connection) == Form) return;
        Make(connection);
        transaction.Commit();
    }

    /// <summary>Everything in it is removed: also a view or trigger that replaced a table.</summary>
    private static void Make(SqliteConnection connection)
    {
        var found = new List<string>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText =
                "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view', 'trigger') "
                + "AND name NOT LIKE 'sqlite~_%' ESCAPE '~'";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                found.Add($"DROP {reader.GetString(0)} IF EXISTS \"{reader.GetString(1).Replace("\"", "\"\"")}\"");
        }

        foreach (var drop in found) Execute(connection, drop);
        Execute(connection, Tables);
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Form}"));
    }

    private static long FormOf(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }
}
