using System.Diagnostics.CodeAnalysis;
using System.Text;
using SpecSkills.Core.Blueprints;

namespace SpecSkills.Storage.Yaml;

/// <summary>From bytes to text: UTF-8 only, and none of the characters that show one thing and mean another.</summary>
internal static class DocumentText
{
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes UTF-8, with or without a byte order mark.</summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out Diagnostic? finding)
    {
        text = null;
        finding = null;
        if (bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, 0, 0xFE, 0xFF, ..])
        {
            finding = Finding(DiagnosticCodes.Encoding, "the file is UTF-16 or UTF-32", 1, 1, "Save it as UTF-8.");
            return false;
        }

        if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        try
        {
            text = Strict.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException error)
        {
            var (line, column) = PlaceOf(bytes[..Math.Clamp(error.Index, 0, bytes.Length)]);
            finding = Finding(
                DiagnosticCodes.Encoding, "the file is not UTF-8 here", line, column,
                "Save it as UTF-8 (it may be Latin-1, Windows-1252, or no text at all).");
            return false;
        }
    }

    /// <summary>The first character no document may hold, or null.</summary>
    public static Diagnostic? FindForbiddenCharacter(string text)
    {
        var (line, column) = (1, 1);
        foreach (var character in text)
        {
            if (IsForbidden(character))
                return Finding(
                    DiagnosticCodes.Encoding, $"the character U+{(int)character:X4} is not allowed", line, column,
                    "Remove it: it is invisible or shows text in another order than it is read.");
            if (character == '\n') (line, column) = (line + 1, 1);
            else column++;
        }

        return null;
    }

    /// <summary>
    /// Control characters, the line breaks only some YAML readers know, byte order marks inside the text, and the
    /// bidirectional controls that make a reviewer see another document than the machine does.
    /// </summary>
    public static bool IsForbidden(char character) => character switch
    {
        '\t' or '\n' or '\r' => false,
        < ' ' or (>= '\u007F' and <= '\u009F') => true,
        '\u200E' or '\u200F' or '\u2028' or '\u2029' or '\uFEFF' => true,
        (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => true,
        _ => false,
    };

    /// <summary>An error about the document as a text.</summary>
    public static Diagnostic Finding(string code, string message, long line, long column, string help) =>
        new(code, DiagnosticSeverity.Error, message, (int)line, (int)column, "", help);

    private static (int Line, int Column) PlaceOf(ReadOnlySpan<byte> before)
    {
        var lastBreak = before.LastIndexOf((byte)'\n');
        var line = before.Count((byte)'\n') + 1;
        // Everything before the bad byte is valid UTF-8, so its characters can be counted.
        return (line, Encoding.UTF8.GetCharCount(before[(lastBreak + 1)..]) + 1);
    }
}
