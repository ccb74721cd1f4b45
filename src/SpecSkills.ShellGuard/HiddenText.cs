using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SpecSkills.ShellGuard;

/// <summary>Encoded text that a reader does not recognise: base64, hexadecimal, escapes.</summary>
internal static partial class HiddenText
{
    /// <summary>What the literals in a text decode to.</summary>
    public static IEnumerable<string> In(string text)
    {
        foreach (Match match in Literal().Matches(text))
        {
            if (Base64(match.Value) is { } decoded) yield return decoded;
            if (Hex(match.Value) is { } numbers) yield return numbers;
        }

        foreach (Match match in Codes().Matches(text))
            yield return string.Concat(Code().Matches(match.Value)
                .Select(code => (char)int.Parse(code.Value, CultureInfo.InvariantCulture)));
        if (text.Contains("\\x", StringComparison.Ordinal))
            yield return Escape().Replace(
                text, match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());
    }

    /// <summary>The decoded text, with or without padding and line ends; null for what is no base64.</summary>
    public static string? Base64(string text)
    {
        var clean = Packed(text);
        var bytes = new byte[clean.Length];
        return Convert.TryFromBase64String(clean.PadRight((clean.Length + 3) / 4 * 4, '='), bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : null;
    }

    /// <summary>The decoded text; null for what is not hexadecimal.</summary>
    public static string? Hex(string text)
    {
        var clean = Packed(text);
        return clean.Length % 2 == 0 && clean.All(char.IsAsciiHexDigit)
            ? Encoding.UTF8.GetString(Convert.FromHexString(clean))
            : null;
    }

    private static string Packed(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign)));

    [GeneratedRegex("[A-Za-z0-9+/]{8,}={0,2}")]
    private static partial Regex Literal();

    // 107,117,98: characters by number.
    [GeneratedRegex(@"(?<![0-9])[0-9]{2,3}(?:[^0-9A-Za-z]{1,4}[0-9]{2,3}(?![0-9])){4,}")]
    private static partial Regex Codes();

    [GeneratedRegex("[0-9]{2,3}")]
    private static partial Regex Code();

    [GeneratedRegex(@"\\x([0-9a-fA-F]{2})")]
    private static partial Regex Escape();
}
