using System.Text;
using static SpecSkills.ShellGuard.ShellNode;

namespace SpecSkills.ShellGuard;

/// <content>Words, quotes, expansions, redirections, white space.</content>
internal sealed partial class ShellParser
{
    private const string EndsWord = " \t\r\n;&|()<>";

    private static readonly string[] Operators =
        ["<<<", "<<-", "&>>", "<<", ">>", "<>", ">&", "<&", ">|", "&>", "<", ">"];

    private bool AtWord(string word) =>
        string.CompareOrdinal(text, at, word, 0, word.Length) == 0
        && (at + word.Length >= text.Length || EndsWord.Contains(text[at + word.Length], StringComparison.Ordinal));

    private void SkipBlanks()
    {
        while (!AtEnd)
        {
            if (Here is ' ' or '\t' or '\r') at++;
            else if (Here == '\\' && Next == '\n') at += 2;
            else if (Here == '\\' && Next == '\r' && at + 2 < text.Length && text[at + 2] == '\n') at += 3;
            else if (Here == '#' && (at == 0 || EndsWord.Contains(text[at - 1], StringComparison.Ordinal)))
                SkipComment();
            else break;
        }
    }

    private void SkipComment()
    {
        while (!AtEnd && Here != '\n') at++;
    }

    private void SkipLines()
    {
        SkipBlanks();
        while (Here == '\n')
        {
            NewLine();
            SkipBlanks();
        }
    }

    private void SkipSeparators()
    {
        while (true)
        {
            SkipBlanks();
            if (Here == '\n') NewLine();
            else if (Here == ';' && Next is ';' or '&' && cases > 0)
            {
                while (Here is ';' or '&') at++;
                SkipPattern();
            }
            else if (Here is ';' or '&' || (Here == '|' && Next == '|')) at += Here == '|' ? 2 : 1;
            else return;
        }
    }

    /// <summary>Past a line's end, and past the here-documents that begin there.</summary>
    private void NewLine()
    {
        at++;
        foreach (var (op, delimiter, literal, give) in awaited)
        {
            var body = new StringBuilder();
            while (!AtEnd)
            {
                var end = text.IndexOf('\n', at);
                var line = end < 0 ? text[at..] : text[at..end];
                at = end < 0 ? text.Length : end + 1;
                if (op == "<<-") line = line.TrimStart('\t');
                if (line.TrimEnd('\r') == delimiter) break;
                body.Append(line).Append('\n');
            }

            give(literal
                ? new ShellWord([new ShellWord.Literal(body.ToString(), true)])
                : new ShellParser(body.ToString(), budget).QuotedText('\0'));
        }

        awaited.Clear();
    }

    private Redirection? Redirection()
    {
        var from = at;
        while (char.IsAsciiDigit(Here)) at++;
        if (at == from && Here == '{')
        {
            // {name}> file
            var close = text.IndexOf('}', at);
            if (close > 0 && close + 1 < text.Length && text[close + 1] is '<' or '>'
                && text[(at + 1)..close].All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '_')) at = close + 1;
        }

        if (Here is '<' or '>' && Next == '(')
        {
            at = from;
            return null;
        }

        var found = Array.Find(Operators, op => string.CompareOrdinal(text, at, op, 0, op.Length) == 0);
        if (found is null)
        {
            at = from;
            return null;
        }

        at += found.Length;
        SkipBlanks();
        if (found is not ("<<" or "<<-")) return new Redirection(found, Word());
        return HereDocument(found);
    }

    private Redirection HereDocument(string op)
    {
        var from = at;
        var word = Word();
        var delimiter = string.Concat(word.Parts.OfType<ShellWord.Literal>().Select(part => part.Text));
        var quoted = text[from..at].AsSpan().IndexOfAny('\'', '"', '\\') >= 0;
        var parts = new List<ShellWord.Part>();
        awaited.Add((op, delimiter, quoted, body => parts.AddRange(body.Parts)));
        return new Redirection(op, new ShellWord(parts));
    }

    private Assignment? Assignment()
    {
        var end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
        if (end == at || char.IsAsciiDigit(text[at]) || end >= text.Length) return null;
        var name = text[at..end];
        if (text[end] == '[')
        {
            var close = text.IndexOf(']', end);
            if (close < 0 || close + 1 >= text.Length) return null;
            end = close + 1;
        }

        var appended = text[end] == '+' && end + 1 < text.Length && text[end + 1] == '=';
        if (appended) end++;
        if (end >= text.Length || text[end] != '=') return null;
        at = end + 1;
        if (Here != '(')
            return new Assignment(
                name, [Word(mayBeEmpty: true)], appended ? AssignmentKind.Appended : AssignmentKind.Value);
        at++;
        var values = new List<ShellWord>();
        for (SkipLines(); Here != ')'; SkipLines())
        {
            if (AtEnd) throw Unreadable("a list does not end");
            values.Add(Word());
        }

        at++;
        return new Assignment(name, values, appended ? AssignmentKind.Appended : AssignmentKind.List);
    }

    private ShellWord Word(bool mayBeEmpty = false)
    {
        budget.Step();
        var parts = new List<ShellWord.Part>();
        var plain = new StringBuilder();
        while (!AtEnd)
        {
            if (Here is '<' or '>' && Next == '(')
            {
                at += 2;
                Flush(parts, plain, false);
                parts.Add(new ShellWord.Process(List(")")));
            }
            else if (EndsWord.Contains(Here, StringComparison.Ordinal)) break;
            else if (Here == '\\') Escape(parts, plain);
            else if (Here == '\'') SingleQuotes(parts, plain);
            else if (Here == '"')
            {
                at++;
                Flush(parts, plain, false);
                parts.AddRange(QuotedText('"').Parts);
                parts.Add(new ShellWord.Literal("", true));
            }
            else if (Here is '$' or '`') Expansion(parts, plain, quoted: false);
            else plain.Append(text[at++]);
        }

        Flush(parts, plain, false);
        if (parts.Count == 0 && !mayBeEmpty) throw Unreadable($"a word is missing before '{Here}'");
        return new ShellWord(parts);
    }

    private static void Flush(List<ShellWord.Part> parts, StringBuilder plain, bool quoted)
    {
        if (plain.Length == 0) return;
        parts.Add(new ShellWord.Literal(plain.ToString(), quoted));
        plain.Clear();
    }

    private void Escape(List<ShellWord.Part> parts, StringBuilder plain)
    {
        at++;
        if (AtEnd) return;
        if (Here != '\n')
        {
            Flush(parts, plain, false);
            parts.Add(new ShellWord.Literal(Here.ToString(), true));
        }

        at++;
    }

    private void SingleQuotes(List<ShellWord.Part> parts, StringBuilder plain)
    {
        Flush(parts, plain, false);
        var end = text.IndexOf('\'', at + 1);
        if (end < 0) throw Unreadable("a quote does not end");
        parts.Add(new ShellWord.Literal(text[(at + 1)..end], true));
        at = end + 1;
    }

    /// <summary>The inside of double quotes up to <paramref name="end"/>; NUL reads everything.</summary>
    private ShellWord QuotedText(char end)
    {
        budget.Enter();
        var parts = new List<ShellWord.Part>();
        var plain = new StringBuilder();
        while (true)
        {
            if (AtEnd)
            {
                if (end != '\0') throw Unreadable("a quote does not end");
                break;
            }

            if (Here == end)
            {
                at++;
                break;
            }

            if (Here == '\\' && Next is '$' or '`' or '"' or '\\' or '\n')
            {
                if (Next != '\n') plain.Append(Next);
                at += 2;
            }
            else if (Here is '$' or '`') Expansion(parts, plain, quoted: true);
            else plain.Append(text[at++]);
        }

        Flush(parts, plain, true);
        budget.Leave();
        return new ShellWord(parts);
    }
}
