using System.Globalization;
using System.Text;

namespace SpecSkills.Core.Primitives;

/// <summary>
/// Text from outside (a requester's reason, a cluster's message) made safe to show: no control, format
/// or bidirectional characters that could redraw a terminal or reorder a line, one line, bounded.
/// </summary>
public static class UntrustedText
{
    /// <summary>Characters kept by default: a few sentences; more is no reason but a document.</summary>
    public const int DefaultLimit = 500;

    /// <summary>The cleaned text; white space runs become one space, what was cut is shown by an ellipsis.</summary>
    public static string Clean(string? text, int limit = DefaultLimit)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var kept = new StringBuilder(Math.Min(text.Length, limit));
        var gap = false;
        var cut = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                gap = kept.Length > 0;
                continue;
            }

            if (IsUnsafe(rune)) continue;
            var needed = rune.Utf16SequenceLength + (gap ? 1 : 0);
            if (kept.Length + needed > limit)
            {
                cut = true;
                break;
            }

            if (gap) kept.Append(' ');
            gap = false;
            kept.Append(rune.ToString());
        }

        return cut ? kept.Append('…').ToString() : kept.ToString();
    }

    private static bool IsUnsafe(Rune rune) =>
        // A lone surrogate enumerates as the replacement character; it says nothing and hides what was there.
        rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
            or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
