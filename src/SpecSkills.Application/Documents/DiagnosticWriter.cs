using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents;

/// <summary>Writes findings as the contract shows them.</summary>
public static class DiagnosticWriter
{
    /// <summary>One finding.</summary>
    public static JsonObject Write(Diagnostic finding) => new()
    {
        ["code"] = finding.Code,
        ["severity"] = WireWord.Of(finding.Severity),
        ["message"] = finding.Message,
        ["line"] = finding.Line,
        ["column"] = finding.Column,
        ["path"] = finding.Path,
        ["help"] = finding.Help,
    };

    /// <summary><c>{"error": {"diagnostics": [...]}}</c>: the answer to what could not be read.</summary>
    public static JsonObject Error(IEnumerable<Diagnostic> findings) => new()
    {
        ["error"] = new JsonObject { ["diagnostics"] = new JsonArray([.. findings.Select(Write)]) },
    };
}
