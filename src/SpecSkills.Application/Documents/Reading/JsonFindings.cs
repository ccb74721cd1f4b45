using SpecSkills.Core.Blueprints;

namespace SpecSkills.Application.Documents.Reading;

/// <summary>Collects what is wrong with one document, up to a bound that no honest document reaches.</summary>
internal sealed class JsonFindings
{
    /// <summary>A document wrong in more places than this is the wrong document.</summary>
    private const int Limit = 50;

    private readonly List<Diagnostic> all = [];

    public IReadOnlyList<Diagnostic> All => all;

    public void Add(string code, string path, string message, string help, int line = 0, int column = 0)
    {
        if (all.Count < Limit)
            all.Add(new Diagnostic(code, DiagnosticSeverity.Error, message, line, column, path, help));
    }

    public void Add(IEnumerable<Diagnostic> findings)
    {
        foreach (var finding in findings)
            if (all.Count < Limit)
                all.Add(finding);
    }
}
