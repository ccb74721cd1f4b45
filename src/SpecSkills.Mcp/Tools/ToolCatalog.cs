using SpecSkills.Skills.BlueprintParser;
using SpecSkills.Skills.DecisionEngine;
using SpecSkills.Skills.ExecutionEngine;
using SpecSkills.Skills.GovernanceEnforcer;
using SpecSkills.Skills.Kit;
using SpecSkills.Skills.VerificationEngine;

namespace SpecSkills.Mcp.Tools;

/// <summary>
/// The twelve tools. No tool approves, rejects, resets a breaker, edits a blueprint or reads a secret:
/// only a person does that.
/// </summary>
internal static class ToolCatalog
{
    public static IReadOnlyList<SkillTool> Of(ToolBackend backend) =>
    [
        new BlueprintParseTool(backend),
        new BlueprintValidateTool(backend),
        new BlueprintDiffTool(backend),
        new DecisionEvaluateTool(backend),
        new DecisionProposeTool(backend),
        new GovernanceCheckTool(backend),
        new GovernanceStatusTool(backend),
        new ExecutionApplyTool(backend),
        new ExecutionRollbackTool(backend),
        new VerificationCheckTool(backend),
        new AuditQueryTool(backend),
        new ReconcileServiceTool(backend),
    ];
}
