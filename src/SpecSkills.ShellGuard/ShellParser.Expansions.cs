using System.Globalization;
using System.Text;

namespace SpecSkills.ShellGuard;

/// <content>What begins with a dollar sign or a backtick.</content>
internal sealed partial class ShellParser
{
    private const string SpecialNames = "@*#?$!-0123456789";

    private void Expansion(List<ShellWord.Part> parts, StringBuilder plain, bool quoted)
    {
        if (Here == '`')
        {
            Flush(parts, plain, quoted);
            parts.Add(new ShellWord.Substitution(Backticks(), quoted));
            return;
        }

        if (Next == '(' && at + 2 < text.Length && text[at + 2] == '('
            && ArithmeticEnd(at + 2) > 0)
        {
            Flush(parts, plain, quoted);
            at++;
            parts.AddRange(Arithmetic().Assignments[0].Values[0].Parts.Where(part => part is not ShellWord.Literal));
            parts.Add(new ShellWord.Unknown());
        }
        else if (Next == '(')
        {
            Flush(parts, plain, quoted);
            at += 2;
            parts.Add(new ShellWord.Substitution(List(")"), quoted));
        }
        else if (Next == '{')
        {
            Flush(parts, plain, quoted);
            parts.Add(Braced(quoted));
        }
        else if (Next == '\'' && !quoted)
        {
            Flush(parts, plain, quoted);
            at += 2;
            parts.Add(new ShellWord.Literal(Escaped(), true));
        }
        else if (Next == '"' && !quoted) at++;
        else if (char.IsAsciiLetter(Next) || Next == '_')
        {
            Flush(parts, plain, quoted);
            var from = ++at;
            while (char.IsAsciiLetterOrDigit(Here) || Here == '_') at++;
            parts.Add(new ShellWord.Parameter(text[from..at], false, "", ShellWord.Empty, quoted));
        }
        else if (Next != '\0' && SpecialNames.Contains(Next, StringComparison.Ordinal))
        {
            Flush(parts, plain, quoted);
            parts.Add(new ShellWord.Parameter(Next.ToString(), false, "", ShellWord.Empty, quoted));
            at += 2;
        }
        else plain.Append(text[at++]);
    }

    /// <summary>
    /// Where the inside of <c>((1+2))</c> ends; -1 for <c>((cmd) | cmd)</c>, where the two do not close together.
    /// </summary>
    /// <param name="second">Index of the second opening parenthesis.</param>
    private int ArithmeticEnd(int second)
    {
        var open = 0;
        for (var i = second; i < text.Length; i++)
        {
            if (text[i] == '(') open++;
            else if (text[i] == ')' && --open == 0) return i + 1 < text.Length && text[i + 1] == ')' ? i : -1;
        }

        return -1;
    }

    private ShellNode Backticks()
    {
        var script = new StringBuilder();
        for (at++; Here != '`'; at++)
        {
            if (AtEnd) throw Unreadable("a backtick is missing");
            if (Here == '\\' && Next is '`' or '\\' or '$') at++;
            script.Append(Here);
        }

        at++;
        return Parse(script.ToString(), budget);
    }

    /// <summary><c>${X:-$(cmd)}</c>, <c>${!X}</c>, <c>${X[@]}</c>.</summary>
    private ShellWord.Parameter Braced(bool quoted)
    {
        at += 2;
        var length = Here == '#' && Next != '}';
        if (length) at++;
        var indirect = Here == '!' && Next != '}';
        if (indirect) at++;
        var from = at;
        while (char.IsAsciiLetterOrDigit(Here) || Here == '_') at++;
        if (at == from && SpecialNames.Contains(Here, StringComparison.Ordinal)) at++;
        if (at == from) throw Unreadable("an expansion has no name");
        if (Here == '[')
        {
            while (!AtEnd && Here != ']') at++;
            if (AtEnd) throw Unreadable("an index does not end");
            at++;
        }

        var name = text[from..at];
        var op = at;
        while (!AtEnd && ":-=?+#%/^,@".Contains(Here, StringComparison.Ordinal) && at - op < 2)
        {
            // ${X:1:2}: the second colon belongs to the argument.
            if (at > op && !(text[op] == ':' && "-=?+".Contains(Here, StringComparison.Ordinal)) && text[op] != Here)
                break;
            at++;
        }

        // ${X@P} runs what stands in X.
        if (text[op..at] == "@") throw Unreadable("a variable is expanded a second time");
        var used = length ? "length" : text[op..at];
        return new ShellWord.Parameter(name, indirect, used, BracedArgument(), quoted);
    }

    private ShellWord BracedArgument()
    {
        budget.Enter();
        var parts = new List<ShellWord.Part>();
        var plain = new StringBuilder();
        while (Here != '}')
        {
            if (AtEnd) throw Unreadable("a closing brace is missing");
            if (Here == '\\') Escape(parts, plain);
            else if (Here == '\'') SingleQuotes(parts, plain);
            else if (Here == '"')
            {
                at++;
                Flush(parts, plain, false);
                parts.AddRange(QuotedText('"').Parts);
            }
            else if (Here is '$' or '`') Expansion(parts, plain, quoted: false);
            else plain.Append(text[at++]);
        }

        at++;
        Flush(parts, plain, false);
        budget.Leave();
        return new ShellWord(parts);
    }

    /// <summary>The inside of <c>$'...'</c>: <c>\x6b</c>, <c>\153</c>, <c>\u006b</c>, <c>\n</c>.</summary>
    private string Escaped()
    {
        var plain = new StringBuilder();
        while (Here != '\'')
        {
            if (AtEnd) throw Unreadable("a quote does not end");
            if (Here != '\\')
            {
                plain.Append(text[at++]);
                continue;
            }

            at++;
            var kind = Here;
            at++;
            switch (kind)
            {
                case 'x': Number(plain, 2, 16); break;
                case 'u': Number(plain, 4, 16); break;
                case 'U': Number(plain, 8, 16); break;
                case >= '0' and <= '7':
                    at--;
                    Number(plain, 3, 8);
                    break;
                case 'n': plain.Append('\n'); break;
                case 't': plain.Append('\t'); break;
                case 'a' or 'b' or 'e' or 'E' or 'f' or 'r' or 'v' or 'c': break;
                default: plain.Append(kind); break;
            }
        }

        at++;
        return plain.ToString();
    }

    private void Number(StringBuilder plain, int digits, int numberBase)
    {
        var from = at;
        while (at - from < digits && (numberBase == 16 ? char.IsAsciiHexDigit(Here) : Here is >= '0' and <= '7')) at++;
        if (at == from) return;
        var number = numberBase == 16
            ? int.Parse(text.AsSpan(from, at - from), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : Convert.ToInt32(text[from..at], 8);
        if (number is > 0 and < 0xD800) plain.Append((char)number);
    }
}
