namespace SpecSkills.ShellGuard;

/// <summary>Brace expansion: <c>{kubectl,{delete,pod}}</c> is three words, <c>{k..k}ubectl</c> is one.</summary>
internal static class ShellBraces
{
    /// <summary>Words that one expansion may give; more are never meant.</summary>
    private const int Most = 576;

    /// <summary>The words; the text itself where nothing expands.</summary>
    public static IReadOnlyList<string> Expanded(string text, ShellBudget budget)
    {
        var done = new List<string>();
        // The first pair of braces of each is taken apart until there is none; the order is kept.
        var open = new Stack<(string Text, int From)>([(text, 0)]);
        while (open.TryPop(out var next))
        {
            budget.Step();
            if (Pair(next.Text, next.From) is not { } pair)
            {
                done.Add(budget.Given(next.Text));
                if (done.Count + open.Count > Most) throw TooMany();
                continue;
            }

            var inside = next.Text[(pair.Start + 1)..pair.End];
            if (Alternatives(inside, pair.Commas, pair.Start + 1) is not { } alternatives)
            {
                open.Push((next.Text, pair.Start + 1));
                continue;
            }

            if (alternatives.Count + open.Count > Most) throw TooMany();
            foreach (var one in Enumerable.Reverse(alternatives))
            {
                budget.Give(next.Text.Length);
                open.Push((string.Concat(next.Text.AsSpan(0, pair.Start), one, next.Text.AsSpan(pair.End + 1)),
                    pair.Start));
            }
        }

        return done;
    }

    private static ShellUnreadableException TooMany() => new("its braces give too many words");

    /// <summary>The first pair that closes, and the commas that are its own.</summary>
    private static (int Start, int End, List<int> Commas)? Pair(string text, int from)
    {
        var open = new Stack<(int Start, List<int> Commas)>();
        (int Start, int End, List<int> Commas)? first = null;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '{') open.Push((i, []));
            else if (text[i] == ',' && open.Count > 0) open.Peek().Commas.Add(i);
            else if (text[i] == '}' && open.TryPop(out var pair))
            {
                if (first is null || pair.Start < first.Value.Start) first = (pair.Start, i, pair.Commas);
                if (open.Count == 0) return first;
            }
        }

        return first;
    }

    private static List<string>? Alternatives(string inside, List<int> commas, int offset)
    {
        if (commas.Count == 0)
            return inside is [var from, '.', '.', var to] && char.IsAsciiLetterOrDigit(from)
                && char.IsAsciiLetterOrDigit(to)
                ? [.. Enumerable.Range(Math.Min(from, to), Math.Abs(from - to) + 1).Select(one => $"{(char)one}")]
                : null;
        var alternatives = new List<string>();
        var begin = 0;
        foreach (var comma in commas)
        {
            alternatives.Add(inside[begin..(comma - offset)]);
            begin = comma - offset + 1;
        }

        alternatives.Add(inside[begin..]);
        return alternatives;
    }
}
