using System.Text.Json.Nodes;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Hosting.Notifications;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Hosting.Assurance;

/// <summary>
/// Claude Code's settings for a workspace, as its files combine: managed over local over project over the person's own;
/// lists add up. A session may have been started with others: what the sandbox really does is tried, not read here.
/// </summary>
public sealed class ClaudeSettings(Workspace workspace)
{
    /// <summary>What the hook's command ends with.</summary>
    public const string HookCommand = "specskills hook";

    /// <summary>The file that <c>doctor --fix</c> writes: this machine's, not committed.</summary>
    public string Local { get; } = Path.Combine(workspace.Root, ".claude", "settings.local.json");

    /// <summary>The one that is committed.</summary>
    public string Project { get; } = Path.Combine(workspace.Root, ".claude", "settings.json");

    /// <summary>Every file that counts, the strongest first.</summary>
    public IEnumerable<string> Files =>
    [
        "/etc/claude-code/managed-settings.json", Local, Project,
        .. PersonsHome.Find() is { } home ? [Path.Combine(home, ".claude", "settings.json")] : Array.Empty<string>(),
    ];

    /// <summary>Whether the settings demand hook and sandbox, and keep these files from the shell.</summary>
    /// <param name="credentials">Files with credentials that were found.</param>
    public Door Examine(IReadOnlyList<string> credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        const string Tried = "read Claude Code's settings for hook and sandbox";
        var documents = new List<SettingsDocument>();
        foreach (var file in Files)
        {
            try
            {
                documents.Add(SettingsDocument.Read(file));
            }
            catch (ProblemException unreadable)
            {
                return new Door(DoorNames.Demands, DoorState.Open, Tried,
                    $"{unreadable.Problem.Place}: {unreadable.Problem.Found}");
            }
        }

        var missing = Missing(documents, credentials).ToList();
        return missing.Count == 0
            ? new Door(DoorNames.Demands, DoorState.Shut, Tried, "hook and sandbox are demanded")
            : new Door(DoorNames.Demands, DoorState.Open, Tried, string.Join("; ", missing));
    }

    private IEnumerable<string> Missing(List<SettingsDocument> documents, IReadOnlyList<string> credentials)
    {
        if (!documents.Exists(HasHook)) yield return "no hook answers for Bash with onFailure: block";
        if (First(documents, "disableAllHooks") == true) yield return "disableAllHooks is set";
        if (First(documents, "sandbox", "enabled") != true) yield return "sandbox.enabled is not true";
        if (First(documents, "sandbox", "failIfUnavailable") != true)
            yield return "sandbox.failIfUnavailable is not true";
        if (First(documents, "sandbox", "allowUnsandboxedCommands") != false)
            yield return "sandbox.allowUnsandboxedCommands is not false";
        if (First(documents, "sandbox", "filesystem", "disabled") == true)
            yield return "sandbox.filesystem.disabled is set";
        if (First(documents, "sandbox", "network", "allowAllUnixSockets") == true)
            yield return "sandbox.network.allowAllUnixSockets is set";
        if (documents.SelectMany(one => one.List("sandbox", "excludedCommands")).FirstOrDefault() is { } excluded)
            yield return $"sandbox.excludedCommands lets '{excluded}' out";
        var writes = documents.SelectMany(one => one.List("sandbox", "filesystem", "denyWrite"))
            .Select(Expanded).ToList();
        foreach (var path in WantedSettings.Running.Select(name => Path.Combine(workspace.Root, name)))
            if (Path.Exists(path) && !writes.Exists(folder => IsUnder(path, folder)))
                yield return $"sandbox.filesystem.denyWrite leaves out {Workspace.Shown(path)}";
        var denied = documents.SelectMany(one => one.List("sandbox", "filesystem", "denyRead"))
            .Select(Expanded).ToList();
        foreach (var file in credentials.Append(workspace.State))
            if (!denied.Exists(folder => IsUnder(file, folder)))
                yield return $"sandbox.filesystem.denyRead leaves out {Workspace.Shown(file)}";
    }

    private static bool HasHook(SettingsDocument document) =>
        document.At("hooks", "PreToolUse") is JsonArray groups && groups.OfType<JsonObject>().Any(group =>
            group["matcher"]?.ToString() is "Bash" or "*" or ""
            && group["hooks"] is JsonArray hooks && hooks.OfType<JsonObject>().Any(hook =>
                hook["command"]?.ToString().EndsWith(HookCommand, StringComparison.Ordinal) == true
                && hook["onFailure"]?.ToString() == "block"));

    /// <summary>The strongest file that says anything decides.</summary>
    private static bool? First(List<SettingsDocument> documents, params string[] path) =>
        documents.Select(document => document.Switch(path)).FirstOrDefault(value => value is not null);

    private string Expanded(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(PersonsHome.Find() ?? "/", path[2..])
            : Path.GetFullPath(path.StartsWith("//", StringComparison.Ordinal) ? path[1..] : path, workspace.Root);

    private static bool IsUnder(string file, string folder) =>
        file == folder || file.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
