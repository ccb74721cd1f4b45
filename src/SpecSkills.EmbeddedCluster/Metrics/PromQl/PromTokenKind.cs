namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>What a token is.</summary>
internal enum PromTokenKind
{
    End,
    Identifier,
    Number,
    Duration,
    Text,
    Symbol,
}
