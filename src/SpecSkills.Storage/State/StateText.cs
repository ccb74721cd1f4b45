using Microsoft.Data.Sqlite;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;

namespace SpecSkills.Storage.State;

/// <summary>Columns to values.</summary>
internal static class StateText
{
    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    public static DateTimeOffset? TimeAt(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : Time(row.GetInt64(column));

    public static string? TextAt(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null
        : row.GetString(column);

    public static long? NumberAt(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null
        : row.GetInt64(column);

    /// <summary>
    /// The document's value; one that another program changed is a damaged state, not a missing row.
    /// </summary>
    public static T Valid<T>(this DocumentReading<T> reading, string what)
        where T : class
    {
        if (reading.IsValid) return reading.Value!;
        var first = reading.Diagnostics.Count > 0 ? reading.Diagnostics[0] : null;
        throw new StateUnavailableException(
            $"{what} in the state database was changed by another program: {first?.Path} {first?.Message} It is not " +
            "used. Decide again; 'specskills audit list' shows what was recorded.");
    }
}
