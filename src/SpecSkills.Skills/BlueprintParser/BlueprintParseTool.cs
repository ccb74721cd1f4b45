using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Skills.DecisionEngine;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary>What blueprints say.</summary>
public sealed class BlueprintParseTool(ToolBackend backend) : SkillTool
{
    public override string Name => "blueprint_parse";

    public override string Title => "Read blueprints";

    public override string Description =>
        "What a service's infrastructure blueprint says: limits, thresholds, targets, governance, version and " +
        "digest. Without a service: the list of services. Start here; never guess a limit.";

    public override ToolEffect Effect => ToolEffect.ReadOnly;

    public override IReadOnlyList<ToolArgument> Arguments { get; } =
    [
        Kit.Arguments.OptionalService,
        new("version", "string", false, "An earlier version such as 1.0.0; left out, the present one"),
    ];

    public override string ResultProperties =>
        """
        "services":{"type":"array"},"policy":{"type":"object"},"blueprint":{"type":"object"},"digest":{"type":"string"},
        "valid":{"type":"boolean"},"versions":{"type":"array"}
        """;

    public override Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellation)
    {
        var snapshot = backend.Blueprints.Read();
        if (call.Text("service") is not { } service) return Task.FromResult(All(snapshot));
        if (snapshot.Find(service) is not { } entry)
            return Task.FromResult(ServiceAnswers.Unknown(service, [.. snapshot.Services.Select(one => one.Service)]));
        return Task.FromResult(One(entry, call.Text("version")));
    }

    private static ToolAnswer All(RepositorySnapshot snapshot) => ToolAnswer.Of(
        $"{snapshot.Services.Count} services have a blueprint.",
        "Call blueprint_parse with a service, or decision_evaluate to see what its blueprint calls for now.",
        new JsonObject
        {
            ["services"] = new JsonArray(
            [
                .. snapshot.Services.Select(entry => new JsonObject
                {
                    ["service"] = entry.Service,
                    ["folder"] = entry.Folder,
                    ["version"] = entry.Blueprint?.Metadata.Version.ToString(),
                    ["valid"] = entry.IsValid,
                }),
            ]),
            ["policy"] = new JsonObject
            {
                ["valid"] = snapshot.Policy is not null,
                ["digest"] = snapshot.Policy?.Digest,
            },
        });

    private ToolAnswer One(ServiceBlueprint entry, string? version)
    {
        var versions = backend.History.Versions(entry);
        var reading = version is null
            ? new BlueprintReading(entry.Blueprint, entry.Findings)
            : backend.History.Read(entry, version);
        if (reading is null)
            return ToolAnswer.Mistake(
                $"{entry.Service} has no such version.", $"Versions: {string.Join(", ", versions)}.");
        if (reading.Blueprint is not { } blueprint)
            return ToolAnswer.Mistake(
                $"{entry.File} cannot be read into values.", "Call blueprint_validate for the findings.");
        var valid = reading.Diagnostics.All(finding => finding.Severity != DiagnosticSeverity.Error);
        return ToolAnswer.Of(
            $"{entry.Service} {blueprint.Metadata.Version}{(valid ? "" : ", invalid")}.",
            valid
                ? "Call decision_evaluate to see what this calls for now."
                : "It decides nothing until it is valid: call blueprint_validate.",
            new JsonObject
            {
                ["valid"] = valid,
                ["digest"] = blueprint.Digest,
                ["versions"] = new JsonArray([.. versions.Select(known => (JsonNode)known)]),
                ["blueprint"] = BlueprintJson.Of(blueprint),
            });
    }
}
