using System.Text;
using static SpecSkills.ShellGuard.ShellNode;

namespace SpecSkills.ShellGuard;

/// <summary>
/// What a script has set so far, and words expanded by it. A variable assigned more than once has every value it was
/// given, since branches are flattened; what cannot be known is <see cref="Unknown"/> in the text.
/// </summary>
/// <param name="output">What a script inside a word writes, as far as that can be told.</param>
internal sealed class ShellScope(ShellBudget budget, Func<ShellNode, string> output)
{
    /// <summary>Stands for any text that is not worked out. A noncharacter: it can mean nothing else.</summary>
    public const char Unknown = '\uFFFE';

    /// <summary>Values kept of one variable.</summary>
    private const int Most = 24;

    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<string[]>> variables = new(StringComparer.Ordinal)
    {
        ["IFS"] = [[" "]],
        ["HOME"] = [["~"]],
        ["PWD"] = [["."]],
        ["OLDPWD"] = [["."]],
    };

    /// <summary>Functions by name.</summary>
    public Dictionary<string, ShellNode> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>Aliases by name.</summary>
    public Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>The text of a file that this very script wrote; null for any other.</summary>
    public string? FileText(string path) => files.GetValueOrDefault(GuardedPaths.Joined(Folder, path));

    /// <summary>The texts that this very script wrote into a folder.</summary>
    public IEnumerable<string> FilesIn(string folder) =>
        [.. files.Where(file => file.Key.Contains(folder, StringComparison.Ordinal)).Select(file => file.Value)];

    /// <summary>Takes in what the script writes.</summary>
    public void Write(string path, string text) => files[GuardedPaths.Joined(Folder, path)] = text;

    /// <summary>Arguments of the function or script that runs; null when unknown.</summary>
    public IReadOnlyList<string>? Arguments { get; set; }

    /// <summary>Where <c>cd</c> has led, relative to the beginning; empty there.</summary>
    public string Folder { get; set; } = "";

    /// <summary>How many rounds show every value of the variables in these words.</summary>
    public int Rounds(IEnumerable<ShellWord> words) => Math.Max(1, words.SelectMany(word => word.Parts)
        .OfType<ShellWord.Parameter>()
        .Select(part => variables.TryGetValue(Base(part.Name), out var values) ? values.Count : 1)
        .DefaultIfEmpty(1).Max());

    /// <summary>Takes an assignment in.</summary>
    public void Assign(Assignment assignment, int round)
    {
        var known = variables.TryGetValue(assignment.Name, out var found) ? found : variables[assignment.Name] = [];
        string[][] values = assignment.Kind switch
        {
            AssignmentKind.OneOf =>
                [.. assignment.Values.SelectMany(word => Fields(word, round)).Select(value => new[] { value })],
            AssignmentKind.List => [[.. assignment.Values.SelectMany(word => Fields(word, round))]],
            AssignmentKind.Appended when assignment.Values is [var only] => Appended(known, Text(only, round)),
            AssignmentKind.Appended =>
                [[.. known.LastOrDefault() ?? [], .. assignment.Values.SelectMany(word => Fields(word, round))]],
            _ => [[Text(assignment.Values[0], round)]],
        };
        foreach (var value in values)
        {
            // More values than are kept: nothing is known of it any more.
            if (known.Count >= Most) known[^1] = [Unknown.ToString()];
            else if (!known.Exists(one => one.SequenceEqual(value))) known.Add(value);
        }
    }

    /// <summary>A variable's value set from outside the grammar, as <c>read</c> does.</summary>
    public void Set(string name, string value) => variables[name] = [[value]];

    /// <summary>The word as one text: quoted, or the value of an assignment.</summary>
    public string Text(ShellWord word, int round)
    {
        var text = new StringBuilder();
        foreach (var part in word.Parts)
        {
            if (part is ShellWord.Literal literal) text.Append(budget.Given(literal.Text));
            else foreach (var (at, value) in Values(part, round).Index())
                text.Append(at > 0 ? " " : "").Append(budget.Given(value));
        }

        return text.ToString();
    }

    /// <summary>The fields a word becomes: expanded, split, braces multiplied.</summary>
    public IEnumerable<string> Fields(ShellWord word, int round)
    {
        budget.Step();
        var fields = new List<StringBuilder>();
        var open = false;
        var braces = false;
        foreach (var part in word.Parts)
        {
            if (part is ShellWord.Literal literal)
            {
                braces |= !literal.Quoted && literal.Text.Contains('{', StringComparison.Ordinal);
                Extend(fields, ref open, literal.Text);
                continue;
            }

            var values = Values(part, round);
            for (var i = 0; i < values.Length; i++)
            {
                if (i > 0) open = false;
                if (part.Quoted) Extend(fields, ref open, values[i]);
                else Split(fields, ref open, values[i]);
            }
        }

        var texts = fields.Select(field => field.ToString());
        return braces
            ? texts.SelectMany(text => ShellBraces.Expanded(text, budget)).Where(text => text.Length > 0) : texts;
    }

    private void Extend(List<StringBuilder> fields, ref bool open, string text)
    {
        budget.Given(text);
        if (!open) fields.Add(new StringBuilder());
        open = true;
        fields[^1].Append(text);
    }

    /// <summary>
    /// White space in an unquoted value ends the word it stands in: <c>a${IFS}b</c> is two. So does any other sign that
    /// IFS was ever given, which may be one too many and never one too few.
    /// </summary>
    private void Split(List<StringBuilder> fields, ref bool open, string value)
    {
        var ends = string.Concat(variables["IFS"].SelectMany(one => one)) + " \t\n";
        if (value.Length > 0 && ends.Contains(value[0], StringComparison.Ordinal)) open = false;
        foreach (var piece in value.Split(ends.ToCharArray(), StringSplitOptions.RemoveEmptyEntries))
        {
            Extend(fields, ref open, piece);
            open = false;
        }

        open = value.Length > 0 ? !ends.Contains(value[^1], StringComparison.Ordinal) && fields.Count > 0 : open;
    }

    private string[][] Appended(List<string[]> known, string more)
    {
        foreach (var one in known) budget.Give(one.Sum(value => value.Length + 1) + more.Length);
        return known.Count == 0 ? [[more]] : [.. known.Select(one => new[] { string.Join(' ', one) + more })];
    }

    private static string Base(string name)
    {
        var index = name.IndexOf('[', StringComparison.Ordinal);
        return index < 0 ? name : name[..index];
    }

    private string[] Values(ShellWord.Part part, int round)
    {
        switch (part)
        {
            case ShellWord.Substitution substitution:
                return [output(substitution.Script).TrimEnd('\n')];
            case ShellWord.Process process:
                var file = $"/dev/fd/{Unknown}{files.Count}";
                Write(file, output(process.Script));
                return [file];
            case ShellWord.Parameter parameter:
                return Parameter(parameter, round);
            default:
                return [Unknown.ToString()];
        }
    }

    private string[] Parameter(ShellWord.Parameter part, int round)
    {
        var found = Lookup(part.Name, round);
        if (part.Indirect)
            found = found is [var other] && !other.Contains(Unknown, StringComparison.Ordinal)
                ? Lookup(other, round) : null;
        switch (part.Operator)
        {
            case "":
                return found ?? [Unknown.ToString()];
            case ":-" or "-" or ":=" or "=":
                if (found is not null) return found;
                var value = Text(part.Argument, round);
                if (part.Operator is ":=" or "=") variables[part.Name] = [[value]];
                // The environment may hold it, and then the default does not count; what is written here is the clue.
                return [value];
            case ":+" or "+":
                return [Text(part.Argument, round)];
            case ":?" or "?":
                return found ?? [Unknown.ToString()];
            default:
                return found is [var text] ? [Edited(text, part.Operator, Text(part.Argument, round))]
                    : [Unknown.ToString()];
        }
    }

    private string[]? Lookup(string name, int round)
    {
        if (name is "@" or "*") return Arguments is null ? null : [.. Arguments];
        if (name.Length == 1 && char.IsAsciiDigit(name[0]) && name != "0")
            return Arguments is null ? null : Arguments.Count < name[0] - '0' ? [""] : [Arguments[name[0] - '1']];
        if (!variables.TryGetValue(Base(name), out var values) || values.Count == 0) return null;
        var value = values[Math.Min(round, values.Count - 1)];
        if (Base(name) == name) return value.Length == 0 ? [""] : [value[0]];
        var index = name[(Base(name).Length + 1)..].TrimEnd(']');
        if (index is "@" or "*") return value;
        return int.TryParse(index, out var number) && number >= 0 && number < value.Length ? [value[number]] : null;
    }

    /// <summary><c>${X:1:2}</c>, <c>${X%.sh}</c>, <c>${X/a/b}</c>, <c>${X,,}</c>, on plain patterns.</summary>
    private string Edited(string text, string op, string argument)
    {
        var pattern = argument.AsSpan().IndexOfAny("*?[") >= 0;
        switch (op)
        {
            case ":":
                var numbers = argument.Split(':');
                if (!int.TryParse(numbers[0], out var from) || from < -text.Length || from > text.Length) break;
                if (from < 0) from += text.Length;
                var length = text.Length - from;
                if (numbers.Length > 1 && (!int.TryParse(numbers[1], out length) || length < 0)) break;
                return text.Substring(from, Math.Min(length, text.Length - from));
            case "^" or "^^": return text.ToUpperInvariant();
            case "," or ",,": return text.ToLowerInvariant();
            case "#" or "##" when !pattern:
                return text.StartsWith(argument, StringComparison.Ordinal) ? text[argument.Length..] : text;
            case "%" or "%%" when !pattern:
                return text.EndsWith(argument, StringComparison.Ordinal) ? text[..^argument.Length] : text;
            case "/" or "//" when !pattern:
                var parts = argument.TrimStart('/').Split('/', 2);
                var (old, by) = (parts[0], parts.Length > 1 ? parts[1] : "");
                if (old.Length == 0) return text;
                if (op == "//" || argument.StartsWith('/')) return budget.Replace(text, old, by);
                var first = text.IndexOf(old, StringComparison.Ordinal);
                return first < 0 ? text : text[..first] + by + text[(first + old.Length)..];
            default: break;
        }

        return Unknown.ToString();
    }
}
