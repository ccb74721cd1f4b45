using SpecSkills.Core.Governance;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.DecisionEngine;

/// <summary>What a blueprint calls for now.</summary>
public sealed class DecisionEvaluateTool(ToolBackend backend) : SkillTool
{
    public override string Name => "decision_evaluate";

    public override string Title => "Decide by the blueprint";

    public override string Description =>
        "Observes a service and decides by its blueprint: scale, restart, roll back, adjust, or hold, with reason " +
        "and blueprint lines. Use for 'does X need scaling', 'why did nothing happen'. Executes nothing; " +
        "governance_check is next.";

    public override ToolEffect Effect => ToolEffect.ReadOnly;

    public override IReadOnlyList<ToolArgument> Arguments { get; } = [Kit.Arguments.Service];

    public override string ResultProperties => DecisionProperties;

    /// <summary>The decision document's keys.</summary>
    internal const string DecisionProperties =
        """
        "decision_id":{"type":"string"},"service":{"type":"string"},"blueprint":{"type":"object"},
        "type":{"type":"string"},
        "reason":{"type":"string"},"current_state":{"type":"object"},"target_state":{"type":"object"},
        "rationale":{"type":"string"},"blueprint_references":{"type":"array"},"operations":{"type":"array"},
        "considered":{"type":"array"},"diagnostics":{"type":"array"}
        """;

    public override async Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellation)
    {
        var skills = await backend.SkillsAsync(cancellation);
        return ServiceAnswers.Of(
            await skills.Decide.ExecuteAsync(call.RequiredText("service"), Principal.AgentMcp, cancellation));
    }
}
