namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>A piece of a query.</summary>
internal readonly record struct PromToken(PromTokenKind Kind, string Text, int Position)
{
    /// <summary>As error messages of Prometheus name it.</summary>
    public string Shown => Kind switch
    {
        PromTokenKind.End => "end of input",
        PromTokenKind.Identifier => $"identifier \"{Text}\"",
        PromTokenKind.Text => $"string \"{Text}\"",
        PromTokenKind.Number => $"number \"{Text}\"",
        PromTokenKind.Duration => $"duration \"{Text}\"",
        _ => $"\"{Text}\"",
    };

    public bool Is(string symbol) => Kind == PromTokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) =>
        Kind == PromTokenKind.Identifier && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);
}
