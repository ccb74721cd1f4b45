using System.Text.Json.Nodes;
using SpecSkills.Application.Blueprints;
using SpecSkills.Core.Blueprints;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary>Findings as JSON documents: the contract's own, and SARIF for the tools that read that.</summary>
public static class ValidationReportJson
{
    /// <summary><c>{"files": [{"file", "valid", "diagnostics": [...]}]}</c></summary>
    public static JsonObject Of(ValidationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new JsonObject { ["files"] = new JsonArray([.. report.Files.Select(Of)]) };
    }

    /// <summary>One finding.</summary>
    public static JsonObject Of(Diagnostic finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return new JsonObject
        {
            ["code"] = finding.Code,
            ["severity"] = Severity(finding),
            ["message"] = finding.Message,
            ["line"] = finding.Line,
            ["column"] = finding.Column,
            ["path"] = finding.Path,
            ["help"] = finding.Help,
        };
    }

    /// <summary>SARIF 2.1.0, one run.</summary>
    public static JsonObject Sarif(ValidationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var codes = report.Files.SelectMany(file => file.Diagnostics).Select(finding => finding.Code).Distinct()
            .Order();
        return new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "specskills",
                        ["rules"] = new JsonArray([.. codes.Select(code => new JsonObject { ["id"] = code })]),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. report.Files.SelectMany(Results)]),
            }),
        };
    }

    private static JsonObject Of(ValidatedFile file) => new()
    {
        ["file"] = file.File,
        ["valid"] = file.IsValid,
        ["diagnostics"] = new JsonArray([.. file.Diagnostics.Select(Of)]),
    };

    private static IEnumerable<JsonObject> Results(ValidatedFile file) => file.Diagnostics.Select(finding =>
    {
        var place = new JsonObject
        {
            ["artifactLocation"] = new JsonObject { ["uri"] = file.File.Replace('\\', '/') },
        };
        // SARIF counts from 1 and has no place for "the file as a whole" but leaving the region out.
        if (finding.Line > 0)
            place["region"] = new JsonObject { ["startLine"] = finding.Line, ["startColumn"] = finding.Column };
        return new JsonObject
        {
            ["ruleId"] = finding.Code,
            ["level"] = Severity(finding),
            ["message"] = new JsonObject { ["text"] = $"{finding.Message}. {finding.Help}" },
            ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = place }),
        };
    });

    private static string Severity(Diagnostic finding) =>
        finding.Severity == DiagnosticSeverity.Error ? "error" : "warning";
}
