using SpecSkills.Core.Blueprints.Documents;

namespace SpecSkills.Core.Blueprints.Rules;

/// <summary>Collects findings about meaning and looks up where their paths stand in the file.</summary>
internal sealed class RuleFindings(DocumentNode? document)
{
    private readonly List<Diagnostic> all = [];

    public IReadOnlyList<Diagnostic> All => all;

    public void Error(string code, string path, string message, string help) =>
        Add(code, DiagnosticSeverity.Error, path, message, help);

    public void Warning(string code, string path, string message, string help) =>
        Add(code, DiagnosticSeverity.Warning, path, message, help);

    private void Add(string code, DiagnosticSeverity severity, string path, string message, string help)
    {
        var (line, column) = DocumentPath.Locate(document, path);
        all.Add(new Diagnostic(code, severity, message, line, column, path, help)
        {
            IsSemantic = severity == DiagnosticSeverity.Error,
        });
    }
}
