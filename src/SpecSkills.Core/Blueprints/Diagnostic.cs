namespace SpecSkills.Core.Blueprints;

/// <summary>One finding about a document: what is wrong, exactly where, and what to write instead.</summary>
/// <param name="Code">Stable, <c>BP0012</c>.</param>
/// <param name="Severity">Errors make the document unusable; warnings do not.</param>
/// <param name="Message">What was found and what is allowed.</param>
/// <param name="Line">1-based; 0 when the document as a whole is meant.</param>
/// <param name="Column">1-based; 0 when the document as a whole is meant.</param>
/// <param name="Path">Blueprint path, <c>spec.scaling.max_replicas</c>.</param>
/// <param name="Help">What to do next.</param>
public sealed record Diagnostic(
    string Code, DiagnosticSeverity Severity, string Message, int Line, int Column, string Path, string Help)
{
    /// <summary>
    /// True when the document could be read into typed values and only its meaning is wrong: evaluating it is a
    /// <c>reject</c>, while an unreadable document is an error.
    /// </summary>
    public bool IsSemantic { get; init; }
}

/// <summary>How bad a finding is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The document cannot be used.</summary>
    Error,

    /// <summary>Usable, probably not what was meant.</summary>
    Warning,
}
