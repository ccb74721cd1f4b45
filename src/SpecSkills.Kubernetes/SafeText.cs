using System.Globalization;
using System.Text;

namespace SpecSkills.Kubernetes;

/// <summary>
/// Text from outside, made fit to show: one line, no control or direction-changing characters, bounded. It is still
/// untrusted; it only cannot repaint a terminal or fill a record any more.
/// </summary>
public static class SafeText
{
    /// <summary>A sentence or two: what a person needs of a server's message.</summary>
    public const int DefaultLimit = 300;

    /// <summary>The text stripped and cut.</summary>
    public static string Of(string? text, int limit = DefaultLimit)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var kept = new StringBuilder(Math.Min(text.Length, limit + 1));
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                gap = kept.Length > 0;
                continue;
            }

            if (!IsShown(rune)) continue;
            if (kept.Length + rune.Utf16SequenceLength + (gap ? 1 : 0) > limit) return kept.Append('…').ToString();
            if (gap) kept.Append(' ');
            gap = false;
            kept.Append(rune.ToString());
        }

        return kept.ToString();
    }

    /// <summary>Format characters hold the bidirectional overrides and the invisible ones.</summary>
    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
}
