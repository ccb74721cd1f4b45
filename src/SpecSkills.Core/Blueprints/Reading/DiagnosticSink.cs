using SpecSkills.Core.Blueprints.Documents;

namespace SpecSkills.Core.Blueprints.Reading;

/// <summary>Collects findings while a document is read: all of them, not the first.</summary>
internal sealed class DiagnosticSink
{
    private readonly List<Diagnostic> findings = [];

    /// <summary>True when something could not be read into types, so that no typed document may be made.</summary>
    public bool IsUnreadable { get; private set; }

    public IReadOnlyList<Diagnostic> Findings => findings;

    /// <summary>The document cannot be read into types here.</summary>
    public void Unreadable(string code, DocumentNode at, string path, string message, string help)
    {
        IsUnreadable = true;
        findings.Add(new Diagnostic(code, DiagnosticSeverity.Error, message, at.Line, at.Column, path, help));
    }

    /// <summary>The value was read; it makes no sense.</summary>
    public void Meaningless(string code, DocumentNode at, string path, string message, string help) =>
        findings.Add(new Diagnostic(code, DiagnosticSeverity.Error, message, at.Line, at.Column, path, help)
        {
            IsSemantic = true,
        });
}
