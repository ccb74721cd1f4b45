using System.Buffers;

namespace SpecSkills.Core.Blueprints.Documents;

/// <summary>
/// What an unquoted scalar means. JSON's words and numbers mean what JSON says; spellings that some YAML version reads
/// as a boolean, a null or a number and another as text (<c>yes</c>, <c>~</c>, <c>010</c>, <c>1_000</c>,
/// <c>190:20:30</c>) are ambiguous, and a policy must not depend on its reader.
/// </summary>
public static class PlainScalar
{
    private static readonly HashSet<string> AmbiguousWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "<<", "=",
        ".inf", "+.inf", "-.inf", ".nan",
    };

    private static readonly SearchValues<char> HexadecimalMarks = SearchValues.Create("0123456789abcdefABCDEF_");
    private static readonly SearchValues<char> NumberMarks = SearchValues.Create("0123456789_.:eE+-");
    private static readonly SearchValues<char> BaseSixtyMarks = SearchValues.Create("0123456789_.:");

    /// <summary>The kind of an unambiguous unquoted scalar.</summary>
    public static ScalarKind KindOf(string text) => text switch
    {
        "" or "null" => ScalarKind.Null,
        "true" or "false" => ScalarKind.Boolean,
        _ => NumberKind(text),
    };

    /// <summary>True when YAML readers disagree about an unquoted scalar.</summary>
    public static bool IsAmbiguous(string text)
    {
        if (text is "" or "true" or "false" or "null") return false;
        if (text.Length <= 5 && AmbiguousWords.Contains(text)) return true;
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-' or '.')) return false;
        return NumberKind(text) == ScalarKind.Text && LooksLikeNumber(text);
    }

    // A sample: "-12.5e3" is sign, whole part without leading zeros, fraction, exponent.
    private static ScalarKind NumberKind(string text)
    {
        var at = text[0] == '-' ? 1 : 0;
        var digits = CountDigits(text, at);
        if (digits == 0 || (digits > 1 && text[at] == '0')) return ScalarKind.Text;
        at += digits;
        var kind = ScalarKind.Whole;
        if (at < text.Length && text[at] == '.')
        {
            digits = CountDigits(text, at + 1);
            if (digits == 0) return ScalarKind.Text;
            at += 1 + digits;
            kind = ScalarKind.Number;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var sign = at + 1 < text.Length && text[at + 1] is '+' or '-' ? 1 : 0;
            digits = CountDigits(text, at + 1 + sign);
            if (digits == 0) return ScalarKind.Text;
            at += 1 + sign + digits;
            kind = ScalarKind.Number;
        }

        return at == text.Length ? kind : ScalarKind.Text;
    }

    private static int CountDigits(string text, int from)
    {
        var at = from;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at - from;
    }

    // Octal, hexadecimal, binary, underscores, base 60, a bare point, a plus sign. A date or a version has other marks.
    private static bool LooksLikeNumber(string text)
    {
        var body = text.AsSpan(text[0] is '+' or '-' ? 1 : 0);
        if (body.IsEmpty) return false;
        if (body.Length > 2 && body[0] == '0' && body[1] is 'x' or 'X' or 'o' or 'O' or 'b' or 'B')
            return !body[2..].ContainsAnyExcept(HexadecimalMarks);
        if (!body.ContainsAnyInRange('0', '9') || body.ContainsAnyExcept(NumberMarks)) return false;
        if (body.Contains(':')) return !body.ContainsAnyExcept(BaseSixtyMarks);
        // Two points (1.0.0) or inner dashes (2026-02-10) are no number in any version of YAML.
        var exponent = body.IndexOfAny('e', 'E');
        var mantissa = exponent < 0 ? body : body[..exponent];
        return mantissa.Count('.') <= 1 && mantissa.IndexOfAny('+', '-') < 0;
    }
}
