using System.Text.Json.Nodes;
using SpecSkills.Core.Governance;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>The verdict on a plan; only this tool issues permits.</summary>
public sealed class GovernanceCheckTool(ToolBackend backend) : SkillTool
{
    public override string Name => "governance_check";

    public override string Title => "Ask governance";

    public override string Description =>
        "Verdict on a decision: allowed (gives the permit_id for execution_apply, one use, ten minutes), " +
        "requires_approval (opens a request; a person decides in their terminal - tell them and stop) or blocked " +
        "(rule and alternative). Needs a decision_id. Never changes a cluster. You cannot approve.";

    public override ToolEffect Effect => ToolEffect.StateChanging;

    public override IReadOnlyList<ToolArgument> Arguments { get; } =
        [new("decision_id", "string", true, "From decision_evaluate or decision_propose")];

    public override string ResultProperties => VerdictProperties;

    /// <summary>The verdict document's keys.</summary>
    internal const string VerdictProperties =
        """
        "status":{"enum":["allowed","requires_approval","blocked"]},"operation":{"type":"string"},
        "effects":{"type":"array"},"operation_id":{"type":"string"},"rule":{"type":"string"},
        "explanation":{"type":"string"},"alternative":{"anyOf":[{"type":"object"},{"type":"null"}]},
        "permit_id":{"type":"string"},"approval_id":{"type":"string"},"expires_at":{"type":"string"},
        "retry_at":{"type":"string"}
        """;

    public override async Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellation)
    {
        var skills = await backend.SkillsAsync(cancellation);
        return GovernanceAnswers.Of(
            await skills.Govern.ExecuteAsync(call.RequiredText("decision_id"), Principal.AgentMcp, cancellation));
    }
}
