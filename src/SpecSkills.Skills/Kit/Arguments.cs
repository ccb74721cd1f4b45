namespace SpecSkills.Skills.Kit;

/// <summary>Arguments that several tools share, described once.</summary>
public static class Arguments
{
    public static readonly ToolArgument Service =
        new(
            "service", "string", Required: true,
            "Service name such as todo-frontend; its folder name frontend works too");

    public static readonly ToolArgument OptionalService = Service with { Required = false };

    public static readonly ToolArgument OperationId =
        new("operation_id", "string", Required: true, "Id of an executed operation, sha256:...");
}
