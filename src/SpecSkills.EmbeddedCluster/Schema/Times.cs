using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Schema;

/// <summary>The two spellings of an instant in the API.</summary>
internal static class Times
{
    /// <summary>To the second, as almost everywhere: <c>2026-11-22T08:54:03Z</c>.</summary>
    public static string Seconds(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>To the microsecond, as in Leases and Events: <c>2026-11-22T08:54:03.000000Z</c>.</summary>
    public static string Micro(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads either spelling; null when the text is neither.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
