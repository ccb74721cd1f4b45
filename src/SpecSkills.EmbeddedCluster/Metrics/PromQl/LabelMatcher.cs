using System.Text.RegularExpressions;

namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>One condition on a label; a missing label has the empty value.</summary>
internal sealed class LabelMatcher
{
    // The engine without backtracking: a query cannot make it slow.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly Regex? pattern;
    private readonly bool negated;

    public LabelMatcher(string label, string symbol, string value, int position)
    {
        Label = label;
        Value = value;
        negated = symbol[0] == '!';
        if (symbol is not ("=~" or "!~"))
            return;
        try
        {
            pattern = new Regex($@"\A(?:{value})\z", Options);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            throw new PromQlException(position, $"error parsing regexp: `{value}`");
        }
    }

    public string Label { get; }

    public string Value { get; }

    public bool Matches(string value) => negated != (pattern?.IsMatch(value) ?? value == Value);
}
