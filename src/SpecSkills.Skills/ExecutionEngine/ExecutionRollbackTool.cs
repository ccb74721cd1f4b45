using System.Text.Json.Nodes;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Governance;
using SpecSkills.Skills.GovernanceEnforcer;
using SpecSkills.Skills.Kit;
using SpecSkills.Skills.VerificationEngine;

namespace SpecSkills.Skills.ExecutionEngine;

/// <summary>Undoes one own operation.</summary>
public sealed class ExecutionRollbackTool(ToolBackend backend) : SkillTool
{
    public override string Name => "execution_rollback";

    public override string Title => "Undo an own operation";

    public override string Description =>
        "Undoes one operation this workspace executed, through the same gate. While it is unverified, undoing is " +
        "part of its permit; afterwards governance decides anew. The client asks its person on every call. Not " +
        "for a rollout made by others: propose kind rollback for that.";

    public override ToolEffect Effect => ToolEffect.Destructive;

    public override bool RequiresUserInteraction => true;

    public override IReadOnlyList<ToolArgument> Arguments { get; } = [Kit.Arguments.OperationId];

    public override string ResultProperties => GovernanceCheckTool.VerdictProperties + """
        ,"stage":{"type":"string"},"outcome":{"type":"string"},"verification":{"type":"object"}
        """;

    public override async Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellation)
    {
        var skills = await backend.SkillsAsync(cancellation);
        var id = call.RequiredText("operation_id");
        return await skills.Rollback.ExecuteAsync(id, Principal.AgentMcp, cancellation) switch
        {
            RollbackOwnResult.Undoing undoing => VerificationAnswers.Of(id, undoing.Step),
            RollbackOwnResult.Asked asked => GovernanceAnswers.Of(asked.Governed),
            RollbackOwnResult.Refused no => ToolAnswer.Mistake(
                no.Why, "Tell the person; decision_evaluate shows how it stands."),
            RollbackOwnResult.Unknown => ToolAnswer.Mistake(
                "No operation with that id was executed in this workspace.", "audit_query lists what was executed."),
            var other => throw new InvalidOperationException($"No answer for {other.GetType().Name}."),
        };
    }
}
