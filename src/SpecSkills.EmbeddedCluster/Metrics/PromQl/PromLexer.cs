using System.Text;

namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>Cuts a query into tokens.</summary>
internal static class PromLexer
{
    private static readonly string[] Symbols =
        ["=~", "!~", "!=", "==", ">=", "<=", "(", ")", "{", "}", "[", "]", ",", ":", "=", "+", "-", "*", "/", "%", "^",
            "<", ">", "@"];

    public static List<PromToken> Read(string query)
    {
        var tokens = new List<PromToken>();
        var at = 0;
        var open = new Stack<char>();
        while (at < query.Length)
        {
            if (char.IsWhiteSpace(query[at]))
            {
                at++;
                continue;
            }
            var token = Next(query, at, open.TryPeek(out var inside) ? inside : ' ', out at);
            Track(open, token);
            tokens.Add(token);
        }
        tokens.Add(new PromToken(PromTokenKind.End, Unclosed(open), query.Length));
        return tokens;
    }

    /// <summary>Keeps the open brackets; the parser refuses a bracket that closes another kind.</summary>
    private static void Track(Stack<char> open, PromToken token)
    {
        if (token.Kind != PromTokenKind.Symbol)
            return;
        if (token.Text is "(" or "[" or "{")
            open.Push(token.Text[0]);
        else if (token.Text is ")" or "]" or "}" && open.Count > 0)
            open.Pop();
        else if (token.Text == ")")
            throw new PromQlException(token.Position + 1, "unexpected right parenthesis ')'");
    }

    private static string Unclosed(Stack<char> open) => open.TryPeek(out var last)
        ? last switch
        {
            '(' => "unclosed left parenthesis",
            '[' => "unclosed left bracket",
            _ => "unexpected end of input inside braces",
        }
        : "";

    private static PromToken Next(string query, int at, char inside, out int next)
    {
        var first = query[at];
        if (first is '"' or '\'' or '`')
            return Quoted(query, at, out next);
        if (char.IsAsciiDigit(first) || (first == '.' && at + 1 < query.Length && char.IsAsciiDigit(query[at + 1])))
            return Numeric(query, at, out next);
        if (char.IsAsciiLetter(first) || first == '_' || (first == ':' && inside != '['))
        {
            next = at;
            while (next < query.Length && (char.IsAsciiLetterOrDigit(query[next]) || query[next] is '_' or ':'))
                next++;
            return new PromToken(PromTokenKind.Identifier, query[at..next], at);
        }
        // Between braces == is not an operator, and between brackets a colon separates range and step.
        foreach (var symbol in Symbols)
            if (!(symbol == "==" && inside == '{') && string.CompareOrdinal(query, at, symbol, 0, symbol.Length) == 0)
            {
                next = at + symbol.Length;
                return new PromToken(PromTokenKind.Symbol, symbol, at);
            }
        throw new PromQlException(at, $"unexpected character: '{first}'");
    }

    private static PromToken Numeric(string query, int at, out int next)
    {
        next = at;
        while (next < query.Length && (char.IsAsciiDigit(query[next]) || query[next] == '.'))
            next++;
        if (next < query.Length && query[next] is 'e' or 'E')
        {
            next++;
            if (next < query.Length && query[next] is '+' or '-')
                next++;
            while (next < query.Length && char.IsAsciiDigit(query[next]))
                next++;
            return new PromToken(PromTokenKind.Number, query[at..next], at);
        }
        var kind = PromTokenKind.Number;
        while (next < query.Length && char.IsAsciiLetterOrDigit(query[next]))
        {
            kind = PromTokenKind.Duration;
            next++;
        }
        return new PromToken(kind, query[at..next], at);
    }

    private static PromToken Quoted(string query, int at, out int next)
    {
        var quote = query[at];
        var text = new StringBuilder();
        for (next = at + 1; next < query.Length; next++)
        {
            if (query[next] == quote)
            {
                next++;
                return new PromToken(PromTokenKind.Text, text.ToString(), at);
            }
            if (query[next] != '\\' || quote == '`')
            {
                text.Append(query[next]);
                continue;
            }
            if (++next == query.Length)
                break;
            text.Append(query[next] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '\\' or '"' or '\'' => query[next],
                _ => throw new PromQlException(at, $"unknown escape sequence U+{(int)query[next]:X4} '{query[next]}'"),
            });
        }
        throw new PromQlException(at, "unterminated quoted string");
    }
}
