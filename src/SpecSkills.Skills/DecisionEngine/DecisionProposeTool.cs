using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.DecisionEngine;

/// <summary>An explicit wish as a plan.</summary>
public sealed class DecisionProposeTool(ToolBackend backend) : SkillTool
{
    private static readonly string[] Kinds =
    [
        "scale", "adjust_resources", "restart_pods", "rollback", "update_strategy", "update_health_checks", "set_image",
        "delete_deployment", "delete_service", "delete_persistent_volume", "modify_secret", "change_network_policy",
    ];

    public override string Name => "decision_propose";

    public override string Title => "Plan an explicit wish";

    public override string Description =>
        "Turns an explicit wish into a plan: 'scale frontend to 8' is kind scale with parameters {\"replicas\": 8}. " +
        "Others: restart_pods {\"pods\": [..]}, rollback {\"to_revision\": \"2\"}, adjust_resources {\"container\": " +
        "\"app\", \"cpu\": {\"request\": \"60m\"}}. Executes nothing and grants nothing; governance_check is next.";

    public override ToolEffect Effect => ToolEffect.ReadOnly;

    public override IReadOnlyList<ToolArgument> Arguments { get; } =
    [
        Kit.Arguments.Service,
        new("kind", "string", true, "Kind of operation", Kinds),
        new("parameters", "object", true, "Parameters of the kind"),
        new("reason", "string", false, "The person's wish in their own words"),
    ];

    public override string ResultProperties => DecisionEvaluateTool.DecisionProperties;

    public override async Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellation)
    {
        // The strict reader of operation documents is used everywhere, so the same documents are refused everywhere.
        var document = JsonElement.Parse(new JsonObject
        {
            ["kind"] = call.RequiredText("kind"),
            ["service"] = call.RequiredText("service"),
            ["parameters"] = JsonNode.Parse(call.Map("parameters")!.Value.GetRawText()),
        }.ToJsonString());
        var reading = OperationReader.Read(document);
        if (reading.Value is not { } request)
            return new ToolAnswer(
                new JsonObject
                {
                    ["summary"] = "The parameters do not fit the kind.",
                    ["next_step"] = "Correct what the diagnostics name and call decision_propose again.",
                    ["diagnostics"] = ServiceAnswers.Findings(reading.Diagnostics),
                },
                IsError: true);
        var skills = await backend.SkillsAsync(cancellation);
        return ServiceAnswers.Of(await skills.Propose.ExecuteAsync(
            call.RequiredText("service"), request.Parameters, Principal.AgentMcp, call.Text("reason"), cancellation));
    }
}
