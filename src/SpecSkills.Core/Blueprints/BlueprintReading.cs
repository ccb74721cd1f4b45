using SpecSkills.Core.Blueprints.Documents;

namespace SpecSkills.Core.Blueprints;

/// <summary>
/// What reading one blueprint gave: typed values, or not, and every finding. A blueprint is there whenever the document
/// could be read into types, even when its meaning is wrong: evaluating that is a <c>reject</c>.
/// </summary>
/// <param name="Blueprint">Null when the document is unreadable.</param>
/// <param name="Diagnostics">All findings, in the order of the file.</param>
public sealed record BlueprintReading(Blueprint? Blueprint, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The tree it was read from, to find lines of further findings; null when there is none.</summary>
    public DocumentNode? Document { get; init; }

    /// <summary>True when there are no errors; warnings do not count.</summary>
    public bool IsValid => Blueprint is not null && !Diagnostics.Any(IsError);

    /// <summary>Errors of meaning: the decision engine rejects a blueprint that has any.</summary>
    public IReadOnlyList<Diagnostic> SemanticErrors { get; } =
        [.. Diagnostics.Where(finding => finding.IsSemantic && IsError(finding))];

    private static bool IsError(Diagnostic finding) => finding.Severity == DiagnosticSeverity.Error;
}
