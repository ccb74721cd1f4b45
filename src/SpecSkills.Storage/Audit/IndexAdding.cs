using Microsoft.Data.Sqlite;

namespace SpecSkills.Storage.Audit;

/// <summary>
/// Takes a segment's lines into the index within one transaction, with statements prepared once: a million records are
/// a matter of seconds.
/// </summary>
internal sealed class IndexAdding : IDisposable
{
    private readonly SqliteCommand record;
    private readonly SqliteCommand operation;
    private readonly SqliteCommand end;
    private readonly long segment;
    private SegmentBounds bounds;

    /// <summary>Goes on where the segment's indexing stands, which only this transaction can now move.</summary>
    public IndexAdding(SqliteConnection connection, string name)
    {
        using var begin = Command(connection,
            "INSERT INTO segments (name, bytes) VALUES ($name, 0) ON CONFLICT (name) DO NOTHING", "$name");
        begin.Parameters["$name"].Value = name;
        begin.ExecuteNonQuery();
        using var find = Command(connection,
            "SELECT id, bytes, first_seq, last_seq, low_at, high_at FROM segments WHERE name = $name", "$name");
        find.Parameters["$name"].Value = name;
        using (var row = find.ExecuteReader())
        {
            row.Read();
            (segment, bounds) = (row.GetInt64(0), SegmentBounds.Of(row, 1));
        }

        // Of two records with one number the first counts; 'audit verify' reports the second.
        record = Command(connection,
            "INSERT OR IGNORE INTO records (seq, segment, offset, length, at, kind, id, service, verdict) "
            + "VALUES ($seq, $segment, $offset, $length, $at, $kind, $id, $service, $verdict)",
            "$seq", "$segment", "$offset", "$length", "$at", "$kind", "$id", "$service", "$verdict");
        record.Parameters["$segment"].Value = segment;
        operation = Command(connection,
            "INSERT OR IGNORE INTO operations (operation_id, seq) VALUES ($id, $seq)", "$id", "$seq");
        end = Command(connection,
            "UPDATE segments SET bytes = $bytes, first_seq = $first, last_seq = $last, low_at = $low, high_at = $high "
            + "WHERE id = $id", "$bytes", "$first", "$last", "$low", "$high", "$id");
    }

    /// <summary>Takes one line, unless another process has taken it already.</summary>
    public void Take(long offset, ReadOnlyMemory<byte> bytes)
    {
        if (offset < bounds.Bytes) return;
        var read = IndexedRecord.Of(bytes);
        bounds = bounds.With(offset + bytes.Length + 1, read);
        if (read is null) return;
        Set(record, "$seq", read.Sequence);
        Set(record, "$offset", offset);
        Set(record, "$length", bytes.Length);
        Set(record, "$at", read.At);
        Set(record, "$kind", read.Kind);
        Set(record, "$id", read.Id);
        Set(record, "$service", read.Service);
        Set(record, "$verdict", read.Verdict);
        record.ExecuteNonQuery();
        foreach (var id in read.Operations)
        {
            Set(operation, "$id", id);
            Set(operation, "$seq", read.Sequence);
            operation.ExecuteNonQuery();
        }
    }

    /// <summary>Keeps how far it came and what lies between.</summary>
    public void Finish()
    {
        Set(end, "$bytes", bounds.Bytes);
        Set(end, "$first", bounds.First);
        Set(end, "$last", bounds.Last);
        Set(end, "$low", bounds.Low);
        Set(end, "$high", bounds.High);
        Set(end, "$id", segment);
        end.ExecuteNonQuery();
    }

    public void Dispose()
    {
        record.Dispose();
        operation.Dispose();
        end.Dispose();
    }

    private static void Set(SqliteCommand command, string name, object? value) =>
        command.Parameters[name].Value = value ?? DBNull.Value;

    private static SqliteCommand Command(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }
}
