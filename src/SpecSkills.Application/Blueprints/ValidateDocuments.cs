using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Blueprints;

/// <summary>
/// Checks files and reports every finding of every one of them. A policy among them, or named beside them, is what the
/// blueprints are held against.
/// </summary>
public sealed class ValidateDocuments(IDocumentLoader loader)
{
    /// <summary>Checks files in the order given; <paramref name="policyFile"/> may be null.</summary>
    public ValidationReport Run(IReadOnlyList<string> files, string? policyFile, bool warningsAreErrors)
    {
        ArgumentNullException.ThrowIfNull(files);
        var documents = files.Select(loader.Load).ToList();
        if (policyFile is not null && !files.Contains(policyFile)) documents.Add(loader.Load(policyFile));
        var policy = documents.Select(document => document.Policy?.Policy).FirstOrDefault(found => found is not null);
        return new ValidationReport([.. documents.Select(document => Check(document, policy, warningsAreErrors))]);
    }

    private static ValidatedFile Check(LoadedDocument document, GovernancePolicy? policy, bool warningsAreErrors)
    {
        var findings = document.Diagnostics;
        if (policy is not null && document.Blueprint is { Blueprint: { } blueprint } reading)
            findings =
            [
                .. findings.Concat(PolicyRules.Check(blueprint, policy, reading.Document))
                    .OrderBy(finding => finding.Line).ThenBy(finding => finding.Column),
            ];
        if (warningsAreErrors)
            findings = [.. findings.Select(finding => finding with { Severity = DiagnosticSeverity.Error })];
        return new ValidatedFile(document.File, document.Text, findings);
    }
}
