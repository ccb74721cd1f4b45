namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>
/// A query that cannot be answered; caught where the HTTP answer is made, so it never leaves this folder.
/// </summary>
internal sealed class PromQlException : Exception
{
    public PromQlException(string message)
        : base(message)
    {
    }

    /// <summary>A syntax error at a place, worded as Prometheus does: <c>1:5: parse error: ...</c>.</summary>
    public PromQlException(int position, string message)
        : base($"1:{position + 1}: parse error: {message}")
    {
    }
}
