using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Primitives;
using SpecSkills.Skills.DecisionEngine;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary>Two versions of a blueprint side by side.</summary>
public sealed class BlueprintDiffTool(ToolBackend backend) : SkillTool
{
    public override string Name => "blueprint_diff";

    public override string Title => "Compare blueprint versions";

    public override string Description =>
        "What changed between two versions of a service's blueprint, by section, the version bump it needs, and " +
        "whether the agent's authority gets wider or narrower. Say so first when it gets wider.";

    public override ToolEffect Effect => ToolEffect.ReadOnly;

    public override IReadOnlyList<ToolArgument> Arguments { get; } =
    [
        Kit.Arguments.Service,
        new("from", "string", true, "Version such as 1.0.0"),
        new("to", "string", false, "Version; left out, the present file"),
    ];

    public override string ResultProperties =>
        """ "changes":{"type":"array"},"required_bump":{"type":"string"},"authority":{"type":"string"} """;

    public override Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellation)
    {
        var snapshot = backend.Blueprints.Read();
        var service = call.RequiredText("service");
        if (snapshot.Find(service) is not { } entry)
            return Task.FromResult(ServiceAnswers.Unknown(service, [.. snapshot.Services.Select(one => one.Service)]));
        var before = backend.History.Read(entry, call.RequiredText("from"))?.Blueprint;
        var after = call.Text("to") is { } to ? backend.History.Read(entry, to)?.Blueprint : entry.Blueprint;
        if (before is null || after is null)
            return Task.FromResult(ToolAnswer.Mistake(
                $"{(before is null ? "'from'" : "'to'")} names no version of {entry.Service} that can be read.",
                $"Versions: {string.Join(", ", backend.History.Versions(entry))}."));
        return Task.FromResult(Answer(before, after));
    }

    private static ToolAnswer Answer(Blueprint before, Blueprint after)
    {
        var diff = BlueprintDiff.Between(before, after);
        var authority = WireWord.Of(diff.Authority);
        return ToolAnswer.Of(
            diff.Changes.Count == 0
                ? "They mean the same."
                : $"{diff.Changes.Count} changes; the agent's authority: {authority}.",
            diff.NeedsAcceptance
                ? "Tell the person first: this lets the agent do more, or cannot be compared."
                : "Go on.",
            new JsonObject
            {
                ["authority"] = authority,
                ["required_bump"] = WireWord.Of(diff.RequiredBump),
                ["changes"] = new JsonArray(
                [
                    .. diff.Changes.Select(change => new JsonObject
                    {
                        ["section"] = change.Section,
                        ["path"] = change.Path,
                        ["from"] = change.Before,
                        ["to"] = change.After,
                        ["authority"] = WireWord.Of(change.Authority),
                    }),
                ]),
            });
    }
}
