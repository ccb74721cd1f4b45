namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

// Selectors, durations and the small steps over the tokens that every rule uses.
internal sealed partial class PromParser
{
    private PromExpression.Selector Selector(string? metric, int at)
    {
        var matchers = new List<LabelMatcher>();
        if (metric is not null)
            matchers.Add(new LabelMatcher(SeriesLabels.NameLabel, "=", metric, at));
        if (Current.Is("{"))
        {
            Take();
            while (!Current.Is("}"))
            {
                matchers.Add(Matcher());
                if (!Current.Is("}"))
                    Expect(",", "label matching");
            }
            Take();
        }
        return matchers.Exists(matcher => !matcher.Matches(""))
            ? new PromExpression.Selector(at, matchers)
            : throw new PromQlException(at, "vector selector must contain at least one non-empty matcher");
    }

    private LabelMatcher Matcher()
    {
        if (Current.Kind != PromTokenKind.Identifier)
            throw Unexpected(" in label matching, expected identifier or \"}\"");
        var label = Take();
        if (Current is not { Kind: PromTokenKind.Symbol, Text: "=" or "!=" or "=~" or "!~" })
            throw Unexpected(" in label matching, expected label matching operator");
        var symbol = Take();
        if (Current.Kind != PromTokenKind.Text)
            throw Unexpected(" in label matching, expected string");
        return new LabelMatcher(label.Text, symbol.Text, Take().Text, label.Position);
    }

    private long Duration()
    {
        if (Current.Kind != PromTokenKind.Duration)
            throw new PromQlException(Current.Position, "missing unit character in duration");
        var token = Take();
        if (!PromDuration.TryParse(token.Text, out var milliseconds))
            throw new PromQlException(token.Position,
                $"bad duration syntax: \"{string.Concat(token.Text.TakeWhile(char.IsAsciiDigit))}\"");
        return milliseconds > 0
            ? milliseconds
            : throw new PromQlException(token.Position, "duration must be greater than 0");
    }

    private void Expect(string symbol, string where)
    {
        if (!Current.Is(symbol))
            throw Unexpected($" in {where}, expected \"{symbol}\"");
        Take();
    }

    private PromToken Take() => tokens[next++];

    private PromQlException Unexpected(string where) => Current is { Kind: PromTokenKind.End, Text.Length: > 0 }
        ? new PromQlException(Current.Position, Current.Text)
        : Refused(where);

    private PromQlException Refused(string where) =>
        Unsupported.Contains(Current.Text) && Current.Kind != PromTokenKind.Text
            ? new PromQlException(Current.Position, $"\"{Current.Text}\" is not in the subset of PromQL served here")
            : new PromQlException(Current.Position, $"unexpected {Current.Shown}{where}");
}
