using System.Globalization;

namespace SpecSkills.Application.Documents;

/// <summary>Times in documents: RFC 3339, written in UTC, read with any offset but never without one.</summary>
public static class DocumentTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    /// <summary>Reads <c>2026-11-22T10:00:00Z</c>; false for anything else, a local time included.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        var zoned = text.Length is >= 20 and <= 40 && (text[^1] == 'Z' || text[^6] is '+' or '-');
        if (!zoned) return false;
        if (!DateTimeOffset.TryParseExact(
                text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time)) return false;
        time = time.ToUniversalTime();
        return true;
    }

    /// <summary><c>2026-11-22T10:00:00Z</c>, with as many decimals as there are.</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
