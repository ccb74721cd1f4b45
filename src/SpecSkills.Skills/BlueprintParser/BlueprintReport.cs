using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;
using Spectre.Console;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary>Shows what was read out of a blueprint, defaults included.</summary>
public static class BlueprintReport
{
    /// <summary>Writes it for a person: one line per field.</summary>
    public static void Write(IAnsiConsole screen, Blueprint blueprint)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(blueprint);
        screen.MarkupLineInterpolated(
            $"[bold]{blueprint.Metadata.Name} {blueprint.Metadata.Version}[/] {blueprint.Digest}");
        Walk(screen, (JsonObject)BlueprintJson.Of(blueprint)["spec"]!, depth: 0);
    }

    /// <summary>
    /// <c>{"valid", "blueprint": {"name", "version", "digest"}, "metadata", "policies": {section: ...},
    /// "diagnostics"}</c>
    /// </summary>
    public static JsonObject Document(Blueprint blueprint, IReadOnlyList<Diagnostic> findings)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        ArgumentNullException.ThrowIfNull(findings);
        var document = BlueprintJson.Of(blueprint);
        return new JsonObject
        {
            ["valid"] = findings.All(finding => finding.Severity != DiagnosticSeverity.Error),
            ["blueprint"] = new JsonObject
            {
                ["name"] = blueprint.Reference.Name,
                ["version"] = blueprint.Reference.Version,
                ["digest"] = blueprint.Reference.Digest,
            },
            ["metadata"] = document["metadata"]!.DeepClone(),
            ["policies"] = document["spec"]!.DeepClone(),
            ["diagnostics"] = new JsonArray([.. findings.Select(ValidationReportJson.Of)]),
        };
    }

    private static void Walk(IAnsiConsole screen, JsonObject section, int depth)
    {
        var indentation = new string(' ', depth * 2);
        foreach (var (key, value) in section)
        {
            if (value is JsonObject inner)
            {
                screen.MarkupLineInterpolated($"{indentation}[bold]{key}[/]");
                Walk(screen, inner, depth + 1);
                continue;
            }

            screen.MarkupLineInterpolated($"{indentation}{key}: {Text(value)}");
        }
    }

    private static string Text(JsonNode? value) => value switch
    {
        JsonArray list => string.Join(", ", list.Select(Text)),
        JsonObject item => string.Join(' ', item.Select(entry => Text(entry.Value))),
        _ => value?.ToString() ?? "",
    };
}
