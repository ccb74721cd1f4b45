using Microsoft.Data.Sqlite;

namespace SpecSkills.Storage.State;

/// <summary>Statements on one open connection, each prepared once.</summary>
internal sealed class StateSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        prepared.Clear();
    }

    /// <summary>Runs a statement; parameters are <c>$1</c>, <c>$2</c>, ... Gives the number of rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>
    /// Runs a statement that is not kept: some pragmas act while they are prepared, and would act only that once.
    /// </summary>
    public void ExecuteOnce(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant in this folder, like all others.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>The first row, or default.</summary>
    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>Every row.</summary>
    public List<T> All<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>A number, or null where there is no row or no value.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> values) =>
        Bind(sql, values).ExecuteScalar() is long number ? number : null;

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text comes from a constant in this folder; what varies goes in as a parameter.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 1; i <= values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
