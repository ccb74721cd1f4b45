using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Mcp.Protocol;

/// <summary>Texts behind the resources. Every lookup is by name in what was loaded; null when there is none.</summary>
internal sealed class WorkspaceResources(ToolBackend backend)
{
    private const int RecordLimit = 50;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Service names.</summary>
    public IReadOnlyList<string> Services() => [.. backend.Blueprints.Read().Services.Select(entry => entry.Service)];

    /// <summary>A blueprint's text, the present one or an earlier version.</summary>
    public string? Blueprint(string service, string? version) =>
        backend.Blueprints.Read().Find(service) is { } entry ? backend.History.Text(entry, version) : null;

    /// <summary>The global policy's text.</summary>
    public string? Policy() => backend.History.PolicyText();

    /// <summary>One decision with its records.</summary>
    public async Task<string?> DecisionAsync(string id, CancellationToken cancellation)
    {
        var skills = await backend.SkillsAsync(cancellation);
        if (skills.Explain.Execute(id) is not { } story) return null;
        return new JsonObject
        {
            ["decision"] = story.Stored is { } stored ? DecisionWriter.Write(stored.Decision, stored.Id) : null,
            ["records"] = new JsonArray([.. story.Records.Take(RecordLimit).Select(entry => entry.Record.DeepClone())]),
        }.ToJsonString(Indented);
    }
}
