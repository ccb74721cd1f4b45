using SpecSkills.Core.Governance;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.ExecutionEngine;

/// <summary>Uses a permit.</summary>
public sealed class ExecutionApplyTool(ToolBackend backend) : SkillTool
{
    public override string Name => "execution_apply";

    public override string Title => "Execute a permitted operation";

    public override string Description =>
        "Executes exactly what a permit is bound to, once, after asking governance again and reading the object " +
        "afresh. Needs the permit_id from governance_check. dry_run changes nothing and keeps the permit. " +
        "Verification follows by itself; verification_check shows it. If refused, decide again: never fall back to " +
        "kubectl.";

    public override ToolEffect Effect => ToolEffect.Destructive;

    public override IReadOnlyList<ToolArgument> Arguments { get; } =
    [
        new("permit_id", "string", true, "From governance_check"),
        new("dry_run", "boolean", false, "Check everything, change nothing"),
    ];

    public override string ResultProperties => ReceiptProperties;

    /// <summary>The receipt document's keys, and those of a refusal.</summary>
    internal const string ReceiptProperties =
        """
        "operation_id":{"type":"string"},"status":{"enum":["success","failure","refused","unknown"]},
        "command":{"type":"string"},"requests":{"type":"array"},"duration":{"type":"string"},
        "dry_run":{"type":"boolean"},
        "rule":{"type":"string"},"error":{"type":"string"}
        """;

    public override async Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellation)
    {
        var skills = await backend.SkillsAsync(cancellation);
        return ExecutionAnswers.Of(await skills.Apply.ExecuteAsync(
            call.RequiredText("permit_id"), Principal.AgentMcp, call.Flag("dry_run"), cancellation));
    }
}
