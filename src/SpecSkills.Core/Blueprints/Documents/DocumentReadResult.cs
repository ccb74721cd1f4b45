namespace SpecSkills.Core.Blueprints.Documents;

/// <summary>A document's tree, or why there is none. With findings the tree, if there is one, must not be trusted.</summary>
public sealed record DocumentReadResult(DocumentNode? Root, IReadOnlyList<Diagnostic> Diagnostics);
