namespace SpecSkills.Kubernetes;

/// <summary>
/// A token or key. A record's own printing would show it, and so would a debugger's or a log's; this type prints a
/// placeholder and hands the text out only where it is asked for by name.
/// </summary>
public sealed class SecretText(string text)
{
    /// <summary>The secret itself.</summary>
    public string Reveal() => text;

    /// <inheritdoc/>
    public override string ToString() => "(hidden)";
}
