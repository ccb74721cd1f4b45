using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Reports;
using SpecSkills.ShellGuard;
using SpecSkills.Storage.Files;

namespace SpecSkills.Cli.Guard;

/// <summary>
/// <c>specskills hook</c>: what Claude Code asks before it runs a command in its shell. It runs before every command,
/// so it reads nothing but its input. Only a denial as JSON or exit code 2 stops a call; every failure here is a 2.
/// <code>{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"kubectl get pods"}}</code>
/// </summary>
public static class HookProgram
{
    /// <summary>Far more than a shell accepts as one command. A larger event is not read.</summary>
    public const int InputLimit = 1 << 20;

    /// <summary>Claude Code's exit code for "do not run it".</summary>
    public const int Stops = 2;

    private static readonly JsonDocumentOptions Strict =
        new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Reads one event and answers; never throws.</summary>
    /// <param name="input">The event.</param>
    /// <param name="answers">A denial goes here; nothing when the command is left alone.</param>
    /// <param name="notes">Why a call is stopped that cannot be read. The model sees this text.</param>
    public static int Run(Stream input, TextWriter answers, TextWriter notes)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(notes);
        try
        {
            return BoundedFile.Read(input, InputLimit).Bytes is { } bytes
                ? Answer(bytes, answers, notes)
                : Stop(notes, $"the event is longer than {InputLimit / 1024} KiB");
        }
        catch (JsonException unreadable)
        {
            return Stop(notes, $"the event is no JSON document ({unreadable.Message})");
        }
        catch (Exception failed) // No failure here may let a command through.
        {
            return Stop(notes, $"the hook failed ({failed.GetType().Name}: {failed.Message})");
        }
    }

    private static int Answer(byte[] bytes, TextWriter answers, TextWriter notes)
    {
        using var document = JsonDocument.Parse(bytes, Strict);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) return Stop(notes, "the event is no JSON object");
        if (!root.TryGetProperty("tool_name", out var tool) || tool.ValueKind != JsonValueKind.String)
            return Stop(notes, "the event has no tool_name");
        if (tool.GetString() != "Bash" || IsAfterwards(root)) return ExitCode.Done;
        if (!root.TryGetProperty("tool_input", out var given) || given.ValueKind != JsonValueKind.Object
            || !given.TryGetProperty("command", out var command) || command.ValueKind != JsonValueKind.String)
            return Stop(notes, "tool_input.command is no text");
        if (ShellCommand.Judge(command.GetString()!) is ShellVerdict.Denied denied)
            JsonAnswer.WriteLine(answers, Denial(Quoted(denied).Reason));
        return ExitCode.Done;
    }

    /// <summary>The command has run already: there is nothing to stop.</summary>
    private static bool IsAfterwards(JsonElement root) =>
        root.TryGetProperty("hook_event_name", out var name) && name.ValueKind == JsonValueKind.String
        && name.GetString() is not "PreToolUse";

    /// <summary>What is quoted back is bounded and cleaned: a model reads it.</summary>
    private static ShellVerdict.Denied Quoted(ShellVerdict.Denied denied) =>
        denied with { Found = UntrustedText.Clean(denied.Found, 120) };

    private static JsonObject Denial(string reason) => new()
    {
        ["hookSpecificOutput"] = new JsonObject
        {
            ["hookEventName"] = "PreToolUse",
            ["permissionDecision"] = "deny",
            ["permissionDecisionReason"] = reason,
        },
    };

    private static int Stop(TextWriter notes, string why)
    {
        try
        {
            notes.WriteLine($"SpecSkills stopped this command: {why}. A command that cannot be checked is denied.");
        }
        catch (IOException)
        {
            // The reader is gone; the exit code still stops the command.
        }

        return Stops;
    }
}
