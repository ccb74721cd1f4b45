using System.Globalization;
using System.Text;

namespace SpecSkills.EmbeddedCluster.Values;

/// <summary>
/// Reads JSON text. Written by hand because the API's answers quote the words of Go's decoder and name duplicate keys
/// by path; the framework's reader offers neither.
/// </summary>
internal sealed class ValueReader
{
    // Deeper than any Kubernetes object; a real server stops at 10,000, where this recursion would end the process.
    private const int MaximumDepth = 200;

    private readonly string text;
    private readonly List<string> duplicates = [];
    private readonly List<string> path = [];
    private int at;
    private string? error;

    private ValueReader(string text) => this.text = text;

    /// <summary>Reads one JSON value and nothing after it.</summary>
    public static ParsedValue Read(ReadOnlySpan<byte> utf8) => Read(Encoding.UTF8.GetString(utf8));

    /// <summary>Reads one JSON value and nothing after it.</summary>
    public static ParsedValue Read(string text)
    {
        var reader = new ValueReader(text);
        var value = reader.ReadValue(0);
        if (reader.error is null && reader.Peek() is { } extra)
            reader.Fail(extra, "after top-level value");
        return new ParsedValue(reader.error is null ? value : null, reader.error, reader.duplicates);
    }

    private char? Peek()
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n')
            at++;
        return at < text.Length ? text[at] : null;
    }

    private Null Fail(char? found, string context)
    {
        error ??= found is null
            ? "unexpected end of JSON input"
            : string.Create(CultureInfo.InvariantCulture, $"invalid character {Quote(found.Value)} {context}");
        return Null.Instance;
    }

    private static string Quote(char c) => c switch
    {
        '\'' => "'\\''",
        '"' => "'\"'",
        '\n' => "'\\n'",
        '\t' => "'\\t'",
        '\r' => "'\\r'",
        < ' ' or (>= '\x7f' and < '\xa0') => $"'\\u{(int)c:x4}'",
        _ => $"'{c}'",
    };

    private Value ReadValue(int depth)
    {
        if (depth > MaximumDepth)
        {
            error ??= "exceeded max depth";
            return Null.Instance;
        }
        return Peek() switch
        {
            '{' => ReadObject(depth),
            '[' => ReadArray(depth),
            '"' => new Str(ReadString()),
            't' => ReadWord("true", Bool.True),
            'f' => ReadWord("false", Bool.False),
            'n' => ReadWord("null", Null.Instance),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            var other => Fail(other, "looking for beginning of value"),
        };
    }

    private Value ReadWord(string word, Value value)
    {
        for (var i = 1; i < word.Length; i++)
        {
            var found = at + i < text.Length ? text[at + i] : (char?)null;
            if (found != word[i])
                return Fail(found, $"in literal {word} (expecting {Quote(word[i])})");
        }
        at += word.Length;
        return value;
    }

    private Value ReadNumber()
    {
        var start = at;
        if (text[at] == '-')
            at++;
        if (at >= text.Length || !char.IsAsciiDigit(text[at]))
            return Fail(at < text.Length ? text[at] : null, "in numeric literal");
        if (text[at] == '0')
            at++;
        else
            SkipDigits();
        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (!SkipDigits())
                return Fail(at < text.Length ? text[at] : null, "after decimal point in numeric literal");
        }
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
                at++;
            if (!SkipDigits())
                return Fail(at < text.Length ? text[at] : null, "in exponent of numeric literal");
        }
        return new Num(text[start..at]);
    }

    private bool SkipDigits()
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at > start;
    }

    private string ReadString()
    {
        var start = ++at;
        var end = text.AsSpan(at).IndexOfAny('"', '\\');
        if (end >= 0 && text[at + end] == '"' && text.AsSpan(at, end).IndexOfAnyInRange('\0', '\x1f') < 0)
        {
            at += end + 1;
            return text[start..(at - 1)];
        }
        var result = new StringBuilder();
        while (error is null)
        {
            if (at >= text.Length)
            {
                Fail(null, "");
                break;
            }
            var c = text[at++];
            if (c == '"')
                break;
            if (c < ' ')
                Fail(c, "in string literal");
            else if (c == '\\')
                ReadEscape(result);
            else
                result.Append(c);
        }
        return result.ToString();
    }

    private void ReadEscape(StringBuilder result)
    {
        var c = at < text.Length ? text[at++] : '\0';
        switch (c)
        {
            case '"' or '\\' or '/':
                result.Append(c);
                break;
            case 'b':
                result.Append('\b');
                break;
            case 'f':
                result.Append('\f');
                break;
            case 'n':
                result.Append('\n');
                break;
            case 'r':
                result.Append('\r');
                break;
            case 't':
                result.Append('\t');
                break;
            case 'u' when at + 4 <= text.Length && ushort.TryParse(
                text.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                result.Append((char)code);
                at += 4;
                break;
            default:
                Fail(c, "in string escape code");
                break;
        }
    }

    private Value ReadArray(int depth)
    {
        at++;
        var items = new List<Value>();
        if (Peek() == ']')
        {
            at++;
            return Arr.Empty;
        }
        while (error is null)
        {
            path.Add($"[{items.Count.ToString(CultureInfo.InvariantCulture)}]");
            items.Add(ReadValue(depth + 1));
            path.RemoveAt(path.Count - 1);
            var next = error is null ? Peek() : null;
            if (next is not (',' or ']'))
                return Fail(next, "after array element");
            at++;
            if (next == ']')
                break;
        }
        return new Arr([.. items]);
    }

    private Value ReadObject(int depth)
    {
        at++;
        if (Peek() == '}')
        {
            at++;
            return Obj.Empty;
        }
        var fields = new Dictionary<string, int>(StringComparer.Ordinal);
        var keys = new List<string>();
        var values = new List<Value>();
        while (error is null)
        {
            if (Peek() != '"')
                return Fail(Peek(), "looking for beginning of object key string");
            var key = string.IsInterned(ReadString() is var read ? read : "") ?? read;
            if (error is null && Peek() != ':')
                return Fail(Peek(), "after object key");
            at++;
            path.Add(keys.Count == 0 && path.Count == 0 ? key : "." + key);
            var value = ReadValue(depth + 1);
            if (fields.TryAdd(key, keys.Count))
            {
                keys.Add(key);
                values.Add(value);
            }
            else
            {
                duplicates.Add(string.Concat(path).TrimStart('.'));
                values[fields[key]] = value;
            }
            path.RemoveAt(path.Count - 1);
            var next = error is null ? Peek() : null;
            if (next is not (',' or '}'))
                return Fail(next, "after object key:value pair");
            at++;
            if (next == '}')
                break;
        }
        return new Obj([.. keys], [.. values]);
    }
}
