using ModelContextProtocol.Protocol;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Mcp.Tools;

/// <summary>A tool in the protocol's words.</summary>
internal static class ToolDefinition
{
    /// <summary>The definition as <c>tools/list</c> gives it.</summary>
    public static Tool Of(SkillTool tool) => new()
    {
        Name = tool.Name,
        Title = tool.Title,
        Description = tool.Description,
        InputSchema = ToolSchema.OfArguments(tool.Arguments),
        OutputSchema = ToolSchema.OfResult(tool.ResultProperties),
        Annotations = new ToolAnnotations
        {
            Title = tool.Title,
            ReadOnlyHint = tool.Effect == ToolEffect.ReadOnly,
            DestructiveHint = tool.Effect == ToolEffect.Destructive,
            IdempotentHint = tool.Effect == ToolEffect.ReadOnly,
            OpenWorldHint = false,
        },
        Meta = tool.RequiresUserInteraction ? new() { ["anthropic/requiresUserInteraction"] = true } : null,
    };
}
