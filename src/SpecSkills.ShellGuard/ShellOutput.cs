using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using static SpecSkills.ShellGuard.ShellNode;

namespace SpecSkills.ShellGuard;

/// <summary>
/// What a command would print, for the few that scripts disguise others with: echo, printf, base64 -d.
/// </summary>
internal sealed partial class ShellOutput(ShellScope scope, ShellBudget budget)
{
    private static readonly SearchValues<char> PatternSigns = SearchValues.Create("[*.\\^$&");

    private static readonly string Unknown = ShellScope.Unknown.ToString();

    /// <summary>The text; what is not known of it is <see cref="ShellScope.Unknown"/>.</summary>
    public string Of(ShellNode node)
    {
        budget.Enter();
        var text = node switch
        {
            Sequence sequence => string.Join('\n', sequence.Items.Select(Of).Where(one => one.Length > 0)),
            Grouped group => Of(group.Body),
            Pipeline pipeline => pipeline.Stages.Skip(1).Aggregate(Of(pipeline.Stages[0]), Through),
            Simple simple => Printed(simple, null),
            _ => "",
        };
        budget.Leave();
        return budget.Given(text);
    }

    /// <summary>True for programs whose only use before a shell is to hide what it runs.</summary>
    public static bool Decodes(ShellNode node) => node switch
    {
        Simple { Words: [var first, ..] } => first.Bare is "base64" or "base32" or "xxd" or "uudecode" or "rev"
            or "openssl" or "tr" or "od" or "hexdump",
        Pipeline pipeline => pipeline.Stages.Any(Decodes),
        Grouped group => Decodes(group.Body),
        Sequence sequence => sequence.Items.Any(Decodes),
        _ => false,
    };

    private string Through(string input, ShellNode stage) =>
        stage is Simple simple ? Printed(simple, input) : Unknown;

    private string Printed(Simple simple, string? input)
    {
        var words = simple.Words.SelectMany(word => scope.Fields(word, 0)).ToList();
        if (words.Count == 0) return "";
        foreach (var redirection in simple.Redirections)
        {
            if (redirection.IsText) input = scope.Text(redirection.Target, 0);
            else if (redirection.Operator == "<")
                input = scope.FileText(scope.Text(redirection.Target, 0)) ?? Unknown;
        }

        var files = words.Skip(1).Where(word => word is not ['-', _, ..]).ToList();
        var given = input ?? (files.Count > 0 ? scope.FileText(files[0]) : null) ?? Unknown;
        switch (GovernedPrograms.Name(words[0]))
        {
            case "echo": return Echo(words);
            case "printf": return Formatted(words);
            case "cat" or "head" or "tail" or "sort" or "uniq" or "tee" or "cut": return given;
            case "which" or "type" or "whereis" or "realpath" or "readlink": return files.LastOrDefault() ?? "";
            case "command" when words.Count > 2 && words[1] is "-v" or "-V": return words[2];
            case "basename": return files.Count > 0 ? GovernedPrograms.Name(files[0]) : "";
            case "true" or ":" or "cd" or "export" or "set": return "";
            case "base64" or "gbase64" when words.Any(word => word is "-d" or "-D" or "--decode" or "-di"):
                return HiddenText.Base64(given) ?? Unknown;
            case "openssl" when words.Contains("-d") && words.Any(word => word is "base64" or "-base64" or "-a"):
                return HiddenText.Base64(given) ?? Unknown;
            case "xxd" when words.Any(word => word.StartsWith('-') && word.Contains('r', StringComparison.Ordinal)):
                return HiddenText.Hex(given) ?? Unknown;
            case "rev":
                return new string([.. given.TrimEnd('\n').Reverse()]);
            case "tr": return Translated(words, given);
            case "sed": return Replaced(words, given);
            default: return Unknown;
        }
    }

    private static string Echo(List<string> words)
    {
        var from = 1;
        var escapes = false;
        for (; from < words.Count && words[from] is "-n" or "-e" or "-E" or "-ne" or "-en"; from++)
            escapes |= words[from].Contains('e', StringComparison.Ordinal);
        var text = string.Join(' ', words.Skip(from));
        return escapes ? Unescaped(text) : text;
    }

    public static string Formatted(IReadOnlyList<string> words)
    {
        var at = 1;
        if (words.Count > 1 && words[1] is "--") at++;
        if (words.Count > at + 1 && words[at] == "-v") return "";
        if (words.Count <= at) return "";
        var format = Unescaped(words[at]);
        var arguments = words.Skip(at + 1).ToList();
        var printed = new StringBuilder();
        var used = 0;
        do
        {
            var before = used;
            printed.Append(Directive().Replace(format, match =>
                match.Value == "%%" ? "%" : used < arguments.Count ? Argument(match.Value, arguments[used++]) : ""));
            if (used == before) break;
        }
        while (used < arguments.Count && printed.Length < 10_000);

        return printed.ToString();
    }

    private static string Argument(string directive, string text) =>
        directive[^1] == 'b' ? Unescaped(text) : directive[^1] == 's' ? text : text;

    /// <summary><c>\x6b</c>, <c>\153</c>, <c>\0153</c>, <c>\n</c>.</summary>
    private static string Unescaped(string text) => Escape().Replace(text, match =>
    {
        var body = match.Groups[1].Value;
        if (body[0] == 'x') return ((char)Convert.ToInt32(body[1..], 16)).ToString();
        if (char.IsAsciiDigit(body[0])) return ((char)(Convert.ToInt32(body, 8) & 0xFF)).ToString();
        return body switch { "n" => "\n", "t" => "\t", "\\" => "\\", _ => "" };
    });

    /// <summary><c>tr a-z n-za-m</c>, <c>tr -d x</c>.</summary>
    private static string Translated(List<string> words, string text)
    {
        if (words is [_, "-d", var dropped])
            return string.Concat(text.Where(sign => !Set(dropped).Contains(sign, StringComparison.Ordinal)));
        if (words is not [_, var from, var to] || from.StartsWith('-')) return Unknown;
        var (source, target) = (Set(from), Set(to));
        if (target.Length == 0) return Unknown;
        return string.Concat(text.Select(sign => source.IndexOf(sign, StringComparison.Ordinal) is >= 0 and var at
            ? target[Math.Min(at, target.Length - 1)] : sign));
    }

    private static string Set(string set) => Range().Replace(set, match =>
        match.Value[0] > match.Value[2] ? match.Value
            : string.Concat(
                Enumerable.Range(match.Value[0], match.Value[2] - match.Value[0] + 1).Select(one => (char)one)));

    /// <summary><c>sed s/x/y/</c> with a plain pattern.</summary>
    private string Replaced(List<string> words, string text)
    {
        var script = words.Skip(1).FirstOrDefault(word => word is not ['-', ..]) ?? "";
        if (script.Length < 4 || script[0] != 's') return Unknown;
        var parts = script[2..].Split(script[1]);
        if (parts.Length < 2 || parts[0].Length == 0 || parts[0].AsSpan().IndexOfAny(PatternSigns) >= 0) return Unknown;
        return budget.Replace(text, parts[0], parts[1]);
    }

    [GeneratedRegex(@"%%|%[-0-9.]*[a-zA-Z]")]
    private static partial Regex Directive();

    [GeneratedRegex(@"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,4}|.)", RegexOptions.Singleline)]
    private static partial Regex Escape();

    [GeneratedRegex("[a-zA-Z0-9]-[a-zA-Z0-9]")]
    private static partial Regex Range();
}
