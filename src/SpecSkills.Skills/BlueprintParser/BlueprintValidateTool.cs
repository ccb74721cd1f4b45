using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;
using SpecSkills.Skills.DecisionEngine;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary>Findings about the repository's own blueprints; no other file is ever read.</summary>
public sealed class BlueprintValidateTool(ToolBackend backend) : SkillTool
{
    public override string Name => "blueprint_validate";

    public override string Title => "Validate blueprints";

    public override string Description =>
        "Findings about one or all blueprints and the global policy: file, line, column, path, code and help. An " +
        "invalid blueprint decides nothing. Reads only this workspace's blueprints.";

    public override ToolEffect Effect => ToolEffect.ReadOnly;

    public override IReadOnlyList<ToolArgument> Arguments { get; } = [Kit.Arguments.OptionalService];

    public override string ResultProperties => """ "files":{"type":"array"},"valid":{"type":"boolean"} """;

    public override Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellation)
    {
        var snapshot = backend.Blueprints.Read();
        var entries = snapshot.Services;
        if (call.Text("service") is { } service)
        {
            if (snapshot.Find(service) is not { } entry)
                return Task.FromResult(ServiceAnswers.Unknown(service, [.. entries.Select(one => one.Service)]));
            entries = [entry];
        }

        var files = entries.Select(entry => File(entry.File, entry.Findings))
            .Append(File("blueprints/governance/policies.yaml", snapshot.PolicyFindings)).ToArray();
        var invalid = files.Count(file => !file["valid"]!.GetValue<bool>());
        return Task.FromResult(ToolAnswer.Of(
            invalid == 0 ? "All valid." : $"{invalid} of {files.Length} files are invalid.",
            invalid == 0 ? "Go on." : "Show the findings to the person; you cannot edit blueprints with these tools.",
            new JsonObject { ["valid"] = invalid == 0, ["files"] = new JsonArray([.. files]) }));
    }

    private static JsonObject File(string name, IReadOnlyList<Diagnostic> findings) => new()
    {
        ["file"] = name,
        ["valid"] = findings.All(finding => finding.Severity != DiagnosticSeverity.Error),
        ["diagnostics"] = ServiceAnswers.Findings(findings),
    };
}
