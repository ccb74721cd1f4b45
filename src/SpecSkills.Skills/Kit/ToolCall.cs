using System.Text.Json;

namespace SpecSkills.Skills.Kit;

/// <summary>A checked call: every argument is known, present where required and of its type.</summary>
public sealed class ToolCall(
    IReadOnlyDictionary<string, JsonElement> arguments, Func<double, string, Task> reportProgress)
{
    /// <summary>A string argument, or null when it was left out.</summary>
    public string? Text(string name) =>
        arguments.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>A required string argument.</summary>
    public string RequiredText(string name) => Text(name)
        ?? throw new InvalidOperationException($"The argument check let a call without '{name}' pass.");

    /// <summary>A boolean argument; left out means false.</summary>
    public bool Flag(string name) =>
        arguments.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>An integer argument, or null when it was left out.</summary>
    public int? Number(string name) =>
        arguments.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    /// <summary>An object argument, or null when it was left out.</summary>
    public JsonElement? Map(string name) =>
        arguments.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>Tells a waiting client how far the work is, which also keeps it waiting.</summary>
    public Task ReportProgress(double share, string message) => reportProgress(share, message);
}
