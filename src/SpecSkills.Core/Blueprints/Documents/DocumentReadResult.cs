namespace SpecSkills.Core.Blueprints.Documents;

/// <summary>A document's tree, or the findings that say why there is none.</summary>
public sealed record DocumentReadResult(DocumentNode? Root, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>
    /// What could be made out of a refused document, to look for further findings in. Never to be read into values: two
    /// readers may see two documents in it.
    /// </summary>
    public DocumentNode? Remains { get; init; }
}
