using System.Text.Json;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Hosting.Assurance;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Storage.Files;

namespace SpecSkills.Cli.Guard;

/// <summary>
/// <c>specskills hook --after</c>: keeps what the examination found in the coding agent's own shell. Claude Code hands
/// over the command that ran and what it printed; the hook itself runs outside the sandbox and can write the state.
/// <code>{"hook_event_name":"PostToolUse","tool_name":"Bash","cwd":"/repository",
/// "tool_input":{"command":"./specskills doctor --json"},"tool_response":{"stdout":"{...}"}}</code>
/// </summary>
public static class DoctorWitness
{
    /// <summary>The one command whose answer counts, run in the workspace's own folder.</summary>
    public const string Command = "./specskills doctor --json";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Keeps the report when the event is one; says what was kept, or null for any other event.</summary>
    public static AssuranceReport? Keep(Stream input, Workspace workspace, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        try
        {
            if (BoundedFile.Read(input, HookProgram.InputLimit).Bytes is not { } bytes) return null;
            using var document = JsonDocument.Parse(bytes, Strict);
            if (Answer(document.RootElement, workspace) is not { } answer) return null;
            using var printed = JsonDocument.Parse(answer, Strict);
            var tried = AssuranceFile.ReportOf(printed.RootElement);
            if (tried.Seat != AssuranceSeat.AgentShell) return null;
            // The settings are read here, outside the sandbox: a sandbox may hide their files.
            var demands = new ClaudeSettings(workspace).Examine(
                new CredentialFiles(workspace, Environment.GetEnvironmentVariable).All);
            // A shell cannot find out whether a cluster enforces the bounds, so its answer to that is left out.
            var report = new AssuranceReport(
                AssuranceSeat.Hook, now,
                [.. tried.Doors.Where(door => door.Name is not DoorNames.Demands and not DoorNames.Bounds), demands]);
            new AssuranceFile(workspace).Put(report);
            return report;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or KeyNotFoundException
            or InvalidOperationException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return null; // No report: the level stays what it was.
        }
    }

    private static string? Answer(JsonElement root, Workspace workspace) =>
        Text(root, "hook_event_name") == "PostToolUse" && Text(root, "tool_name") == "Bash"
        && Text(root, "cwd") is { } folder && Path.GetFullPath(folder) == workspace.Root
        && root.TryGetProperty("tool_input", out var input) && Text(input, "command") == Command
        && !(input.TryGetProperty("dangerouslyDisableSandbox", out var outside)
            && outside.ValueKind != JsonValueKind.False)
        && root.TryGetProperty("tool_response", out var response) ? Text(response, "stdout") : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
