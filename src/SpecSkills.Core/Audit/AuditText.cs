using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace SpecSkills.Core.Audit;

/// <summary>
/// Text on its way into the record. Control, formatting (bidirectional, zero-width) and unpaired surrogate characters go:
/// a reader's terminal must show what was written and nothing else.
/// </summary>
public static class AuditText
{
    /// <summary>Longest text from outside: a sentence or two is enough to recognise an error, more is a place to hide.</summary>
    public const int UntrustedLimit = 400;

    /// <summary>The text without what could deceive, at most <paramref name="limit"/> characters.</summary>
    public static string Clean(string text, int limit)
    {
        if (text.Length <= limit && text.All(character => !IsDeceptive(character) && !char.IsSurrogate(character))) return text;
        var clean = new StringBuilder(Math.Min(text.Length, limit));
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || IsDeceptive(rune)) continue;
            if (clean.Length + rune.Utf16SequenceLength >= limit)
            {
                clean.Append('…');
                break;
            }

            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>Text from a cluster or a caller: cleaned, capped and marked as such.</summary>
    public static JsonNode? Untrusted(string? text) =>
        text is null ? null : new JsonObject { ["untrusted"] = Clean(text, UntrustedLimit) };

    private static bool IsDeceptive(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;

    private static bool IsDeceptive(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse;
}
