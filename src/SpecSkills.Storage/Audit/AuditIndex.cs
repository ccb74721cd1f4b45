using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SpecSkills.Application.Ports;

namespace SpecSkills.Storage.Audit;

/// <summary>
/// Where each record stands and what it can be found by. Nothing here is the truth: lose it and it is built again from
/// the lines.
/// </summary>
public sealed class AuditIndex
{
    /// <summary>Most operations one decision names.</summary>
    private const int MaximumOperations = 16;

    private readonly string connectionString;

    /// <param name="file">The index's own database file.</param>
    public AuditIndex(string file)
    {
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 10 }.ToString();
        Guarded(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            using var connection = Open();
            Execute(connection, """
                PRAGMA journal_mode = WAL;
                CREATE TABLE IF NOT EXISTS segments (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL);
                CREATE TABLE IF NOT EXISTS records (
                    place INTEGER PRIMARY KEY, seq INTEGER NOT NULL, segment TEXT NOT NULL, offset INTEGER NOT NULL,
                    length INTEGER NOT NULL, at TEXT, kind TEXT, id TEXT, service TEXT, verdict TEXT);
                CREATE INDEX IF NOT EXISTS records_seq ON records (seq);
                CREATE INDEX IF NOT EXISTS records_id ON records (id);
                CREATE TABLE IF NOT EXISTS operations (operation_id TEXT NOT NULL, seq INTEGER NOT NULL);
                CREATE INDEX IF NOT EXISTS operations_id ON operations (operation_id, seq);
                """);
            return true;
        });
    }

    /// <summary>Does it; an index that cannot be used makes the record unreadable.</summary>
    internal static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is SqliteException or UnauthorizedAccessException or IOException)
        {
            throw new AuditUnavailableException(
                "The record's index cannot be used (disk full, not writable, or busy); free the disk and try again. "
                + $"Cause: {failure.Message}", failure);
        }
    }

    /// <summary>Bytes of a segment that are indexed.</summary>
    public long IndexedBytes(string segment)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT bytes FROM segments WHERE name = $name";
        command.Parameters.AddWithValue("$name", segment);
        return command.ExecuteScalar() as long? ?? 0;
    }

    /// <summary>Number of records indexed.</summary>
    public long Count()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM records";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        using var connection = Open();
        Execute(connection, "DELETE FROM records; DELETE FROM operations; DELETE FROM segments;");
    }

    /// <summary>
    /// Takes in lines of a segment from where it stood; another process may have done the same meanwhile.
    /// </summary>
    public void Add(string segment, IEnumerable<(long Offset, ReadOnlyMemory<byte> Bytes)> lines)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        var done = Done(connection, segment);
        foreach (var (offset, bytes) in lines)
        {
            if (offset < done) continue;
            done = offset + bytes.Length + 1;
            if (Parse(bytes) is { } record) Insert(connection, segment, offset, bytes.Length, record);
        }

        Run(connection, "INSERT INTO segments (name, bytes) VALUES ($name, $bytes) "
            + "ON CONFLICT (name) DO UPDATE SET bytes = $bytes", ("$name", segment), ("$bytes", done));
        transaction.Commit();
    }

    /// <summary>Places of matching records, newest first.</summary>
    public IReadOnlyList<RecordPlace> Find(AuditQuery query)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        var sql = new StringBuilder("SELECT seq, segment, offset, length FROM records WHERE 1 = 1");
        void Where(string condition, string name, object? value)
        {
            if (value is null) return;
            sql.Append(" AND ").Append(condition);
            command.Parameters.AddWithValue(name, value);
        }

        Where("service = $service", "$service", query.Service);
        Where("id = $id", "$id", query.Id);
        Where("verdict = $verdict", "$verdict", query.Verdict);
        Where("kind = $kind", "$kind", query.Kind);
        Where("at >= $since", "$since", query.Since is { } since ? Text(since) : null);
        Where("seq < $before", "$before", query.Before);
        Where("seq IN (SELECT seq FROM operations WHERE operation_id = $operation)", "$operation", query.OperationId);
        sql.Append(" ORDER BY seq DESC LIMIT $limit");
        command.Parameters.AddWithValue("$limit", query.Limit);
        command.CommandText = sql.ToString();
        using var reader = command.ExecuteReader();
        var places = new List<RecordPlace>();
        while (reader.Read())
            places.Add(new RecordPlace(
                reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt32(3)));
        return places;
    }

    private static void Insert(SqliteConnection connection, string segment, long offset, int length, JsonObject record)
    {
        var sequence = record["seq"] is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;
        var kind = Text(record["kind"]);
        var check = record["decision"] is JsonObject decision ? decision["governance_check"] as JsonObject : null;
        Run(connection,
            "INSERT INTO records (seq, segment, offset, length, at, kind, id, service, verdict) "
            + "VALUES ($seq, $segment, $offset, $length, $at, $kind, $id, $service, $verdict)",
            ("$seq", sequence), ("$segment", segment), ("$offset", offset), ("$length", length),
            ("$at", DateTimeOffset.TryParse(
                Text(record["timestamp"]), CultureInfo.InvariantCulture, out var at) ? Text(at) : null),
            ("$kind", kind), ("$id", Text(record["id"])),
            ("$service", Text(record["service"]) ?? Text((record["blueprint"] as JsonObject)?["name"])),
            ("$verdict", kind == "governance" ? Text(record["status"]) : Text(check?["status"])));
        var operations = (record["operation_ids"] as JsonArray ?? []).Select(Text)
            .Append(Text(record["operation_id"])).Append(Text(record["compensates"])).Append(Text(record["id"]))
            .Where(id =>
                id?.StartsWith("sha256:", StringComparison.Ordinal) == true).Distinct().Take(MaximumOperations);
        foreach (var id in operations)
            Run(connection, "INSERT INTO operations (operation_id, seq) VALUES ($id, $seq)", ("$id", id),
                ("$seq", sequence));
    }

    private static long Done(SqliteConnection connection, string segment)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT bytes FROM segments WHERE name = $name";
        command.Parameters.AddWithValue("$name", segment);
        return command.ExecuteScalar() as long? ?? 0;
    }

    private static JsonObject? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonNode.Parse(line.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void Run(SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        command.ExecuteNonQuery();
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
