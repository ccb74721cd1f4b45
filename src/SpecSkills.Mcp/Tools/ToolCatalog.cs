using SpecSkills.Mcp.Tools.Audit;
using SpecSkills.Mcp.Tools.Blueprints;
using SpecSkills.Mcp.Tools.Decisions;
using SpecSkills.Mcp.Tools.Execution;
using SpecSkills.Mcp.Tools.Governance;

namespace SpecSkills.Mcp.Tools;

/// <summary>
/// The twelve tools. None approves, rejects, resets a breaker, edits a blueprint or reads a secret, and none ever will:
/// those are a person's.
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
