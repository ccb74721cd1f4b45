namespace SpecSkills.Skills.Kit;

/// <summary>One argument of a tool.</summary>
/// <param name="Type">JSON type: <c>string</c>, <c>boolean</c>, <c>integer</c> or <c>object</c>.</param>
/// <param name="Description">What to put there, with an example.</param>
/// <param name="Choices">The only values a string may take, or null.</param>
public sealed record ToolArgument(
    string Name, string Type, bool Required, string Description, IReadOnlyList<string>? Choices = null)
{
    /// <summary>Longest string taken; ids, names and reasons are far shorter, and a log must not be flooded.</summary>
    public const int StringLimit = 2_000;

    /// <summary>Longest object taken, as raw JSON.</summary>
    public const int ObjectLimit = 16_384;
}
