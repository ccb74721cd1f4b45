using SpecSkills.Core.Blueprints;

namespace SpecSkills.Application.Blueprints;

/// <summary>One checked file with all findings about it.</summary>
/// <param name="File">As it was named.</param>
/// <param name="Text">Its lines, to show findings in; null when it is no text.</param>
public sealed record ValidatedFile(string File, string? Text, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>True when there is no error; warnings do not count.</summary>
    public bool IsValid => Diagnostics.All(finding => finding.Severity != DiagnosticSeverity.Error);
}
