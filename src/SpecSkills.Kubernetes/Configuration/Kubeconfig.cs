namespace SpecSkills.Kubernetes.Configuration;

/// <summary>
/// Several kubeconfig files merged as kubectl does it: for every name, and for the current context, the first file that
/// has it wins whole; relative paths stay relative to the file they stand in.
/// </summary>
public sealed class Kubeconfig
{
    private readonly Dictionary<string, KubeconfigNode> clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KubeconfigNode> users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KubeconfigNode> contexts = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];
    private readonly string files;
    private string? currentContext;
    private int filesRead;

    private Kubeconfig(KubeconfigSource source)
    {
        files = source.Files.Count == 0 ? "(none: no HOME)" : string.Join(Path.PathSeparator, source.Files);
        foreach (var file in source.Files) Add(file, source.Required);
    }

    /// <summary>Reads the files and gives the connection of one context.</summary>
    /// <param name="source">Where to look.</param>
    /// <param name="context">Context to use; null for the file's current one.</param>
    public static ConnectionReading Connect(KubeconfigSource source, string? context = null)
    {
        var config = new Kubeconfig(source);
        var connection = config.problems.Count == 0 ? config.Resolve(context) : null;
        return connection is null || config.problems.Count > 0
            ? new ConnectionReading.Failed(config.problems)
            : new ConnectionReading.Found(connection);
    }

    private void Add(string file, bool required)
    {
        if (!File.Exists(file))
        {
            if (required) problems.Add($"{file}: there is no such file; name an existing kubeconfig with " +
                "--kubeconfig.");
            return;
        }

        if (SecretFile.Read(file) is not { } bytes)
        {
            problems.Add($"{file}: the file cannot be read or is larger than {SecretFile.MaximumBytes / 1024} KiB; " +
                "check its permissions, or name the right file.");
            return;
        }

        filesRead++;
        if (KubeconfigDocument.Read(file, bytes, problems) is not { } root) return;
        if (root.Text("kind") is { } kind && kind != "Config")
        {
            root.Report("kind", $"'{SafeText.Of(kind, 60)}'", "Config", "name a kubeconfig, not another manifest");
            return;
        }

        currentContext ??= root.Text("current-context");
        Add(root, "clusters", clusters);
        Add(root, "users", users);
        Add(root, "contexts", contexts);
    }

    private static void Add(KubeconfigNode root, string list, Dictionary<string, KubeconfigNode> named)
    {
        foreach (var item in root.Maps(list))
            if (item.Text("name") is { } name) named.TryAdd(name, item);
            else item.Report("name", "nothing", "a name", "name the entry");
    }

    private ClusterConnection? Resolve(string? wanted)
    {
        if (filesRead == 0)
            return Problem($"No kubeconfig was found (looked at {files}). Name one with --kubeconfig or KUBECONFIG, " +
                "or use the embedded cluster with --cluster embedded.");
        var name = wanted ?? currentContext;
        if (name is null)
            return Problem($"{files}: no current-context is set and none was named; allowed are {Names(contexts)}; " +
                "run 'kubectl config use-context NAME' or name one with --context.");
        if (!contexts.TryGetValue(name, out var entry))
            return Problem($"{files}: there is no context '{SafeText.Of(name, 100)}'; allowed are {Names(contexts)}; " +
                "name one of them.");
        if (entry.Map("context") is not { } context)
            return Reported(entry, "context", "nothing", "a mapping with cluster and user", "complete the context");
        var cluster = Referred(context, "cluster", clusters);
        // A context without a user is an anonymous one; a user that is named must be there.
        var user = context.Has("user") ? Referred(context, "user", users) : null;
        if (cluster?.Map("cluster") is not { } body || problems.Count > 0) return null;
        return ConnectionBuilder.Build(
            cluster.Text("name")!, body, user?.Map("user"), context.Text("namespace") ?? "default");
    }

    private static KubeconfigNode? Referred(
        KubeconfigNode context, string key, Dictionary<string, KubeconfigNode> named)
    {
        if (context.Text(key) is not { } name)
            context.Report(key, "nothing", $"one of {Names(named)}", $"name the context's {key}");
        else if (named.TryGetValue(name, out var entry))
            return entry;
        else
            context.Report(key, $"'{SafeText.Of(name, 100)}'", $"one of {Names(named)}", $"correct the {key}'s name");
        return null;
    }

    private static string Names(Dictionary<string, KubeconfigNode> named) => named.Count == 0
        ? "none, since the files have none"
        : string.Join(", ",
            named.Keys.Order(StringComparer.Ordinal).Take(10).Select(name => $"'{SafeText.Of(name, 60)}'"));

    private ClusterConnection? Problem(string text)
    {
        problems.Add(text);
        return null;
    }

    private static ClusterConnection? Reported(KubeconfigNode node, string key, string found, string allowed,
        string next)
    {
        node.Report(key, found, allowed, next);
        return null;
    }
}
