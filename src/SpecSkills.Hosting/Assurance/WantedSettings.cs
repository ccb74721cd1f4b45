using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Hosting.Notifications;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Hosting.Assurance;

/// <summary>
/// What <c>specskills doctor --fix</c> puts into the coding agent's settings: a sandbox that is demanded, what it may
/// not read or write, and the hook. Merged with what is there; a list only grows, except that nothing may be let out of
/// the sandbox.
/// </summary>
public static class WantedSettings
{
    /// <summary>Files that a process outside the sandbox runs or obeys, relative to the workspace.</summary>
    private static readonly string[] Kept =
    [
        ".specskills", "logs", "blueprints/governance/policy.lock", ".claude", ".mcp.json", "mcp.json", "specskills",
        "src", "build", "artifacts/launcher", "global.json", "Directory.Build.props", "Directory.Build.targets",
        "Directory.Packages.props",
    ];

    /// <summary>Those that decide what runs outside the sandbox the next time.</summary>
    public static IReadOnlyList<string> Running { get; } =
        ["specskills", "src", "build", "artifacts/launcher", ".claude", ".mcp.json", "mcp.json"];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The new text of the local file.</summary>
    /// <param name="local">The file as it is.</param>
    /// <param name="project">The committed one: what it demands already is not repeated.</param>
    /// <param name="credentials">Files with credentials that were found.</param>
    public static string Merge(
        Workspace workspace, SettingsDocument local, SettingsDocument project, IReadOnlyList<string> credentials)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(project);
        var root = local.Root.DeepClone().AsObject();
        var sandbox = Child(root, "sandbox");
        sandbox["enabled"] = true;
        sandbox["failIfUnavailable"] = true;
        sandbox["allowUnsandboxedCommands"] = false;
        if (sandbox["excludedCommands"] is not null) sandbox["excludedCommands"] = new JsonArray();
        if (sandbox["network"] is JsonObject network && network["allowAllUnixSockets"] is not null)
            network["allowAllUnixSockets"] = false;
        var files = Child(sandbox, "filesystem");
        files.Remove("disabled");
        // The state and the settings themselves come into being later at the latest.
        var kept = Kept.Where(path => path is ".specskills" or ".claude"
            || Path.Exists(Path.Combine(workspace.Root, path)));
        Add(files, "denyRead", Secrets(credentials).Prepend("./.specskills"));
        Add(files, "denyWrite", kept.Select(path => "./" + path));
        var permissions = Child(root, "permissions");
        Add(permissions, "deny", Rules(workspace, credentials).Except(project.List("permissions", "deny")));
        if (root["disableAllHooks"] is not null) root["disableAllHooks"] = false;
        AddHook(root, project, "PreToolUse", "hook", stops: true);
        AddHook(root, project, "PostToolUse", "hook --after", stops: false);
        var servers = project.List("enabledMcpjsonServers").Concat(local.List("enabledMcpjsonServers"));
        if (!servers.Contains("specskills")) Add(root, "enabledMcpjsonServers", ["specskills"]);
        return root.ToJsonString(Indented) + "\n";
    }

    /// <summary>Folders where all of it is secret, files otherwise; under home with a tilde.</summary>
    private static IEnumerable<string> Secrets(IReadOnlyList<string> credentials)
    {
        var home = PersonsHome.Find();
        string[] always = home is null ? [] : [Path.Combine(home, ".kube"), Path.Combine(home, ".minikube"),
            Path.Combine(home, ".config", "specskills")];
        return always.Where(Path.Exists).Concat(credentials).Distinct()
            .Where(path => !always.Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal)))
            .Select(path => home is not null && path.StartsWith(home + "/", StringComparison.Ordinal)
                ? "~" + path[home.Length..] : path);
    }

    /// <summary>The same for the agent's own tools, which run outside the sandbox.</summary>
    private static IEnumerable<string> Rules(Workspace workspace, IReadOnlyList<string> credentials)
    {
        foreach (var path in Secrets(credentials).Prepend("./.specskills"))
            yield return Path.HasExtension(path) && !path.StartsWith("./", StringComparison.Ordinal)
                ? $"Read({Rule(path)})" : $"Read({Rule(path)}/**)";
        foreach (var path in Kept)
            yield return Directory.Exists(Path.Combine(workspace.Root, path)) || path is ".specskills" or ".claude"
                ? $"Edit(./{path}/**)" : $"Edit(./{path})";
    }

    /// <summary>A permission rule's absolute path begins with two slashes.</summary>
    private static string Rule(string path) => path.StartsWith('/') ? "/" + path : path;

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child) return child;
        child = [];
        parent[name] = child;
        return child;
    }

    private static void Add(JsonObject parent, string name, IEnumerable<string> values)
    {
        if (parent[name] is not JsonArray list) parent[name] = list = [];
        var known = list.Select(item => item?.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var value in values)
            if (known.Add(value)) list.Add((JsonNode)value);
        if (list.Count == 0) parent.Remove(name);
    }

    private static void AddHook(JsonObject root, SettingsDocument project, string name, string words, bool stops)
    {
        var command = $"\"$CLAUDE_PROJECT_DIR\"/specskills {words}";
        var known = Commands(project.At("hooks", name)).Concat(Commands((root["hooks"] as JsonObject)?[name]));
        if (known.Contains(command)) return;
        var hooks = Child(root, "hooks");
        if (hooks[name] is not JsonArray groups) hooks[name] = groups = [];
        var hook = new JsonObject { ["type"] = "command", ["command"] = command, ["timeout"] = 20 };
        if (stops) hook["onFailure"] = "block";
        groups.Add((JsonNode)new JsonObject { ["matcher"] = "Bash", ["hooks"] = new JsonArray(hook) });
    }

    private static IEnumerable<string?> Commands(JsonNode? groups) => groups is JsonArray list
        ? list.OfType<JsonObject>().SelectMany(group => group["hooks"] as JsonArray ?? [])
            .Select(hook => (hook as JsonObject)?["command"]?.ToString())
        : [];
}
