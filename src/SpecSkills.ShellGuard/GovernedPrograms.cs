using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace SpecSkills.ShellGuard;

/// <summary>Programs that reach a cluster, with the tool that does the same under governance.</summary>
internal static partial class GovernedPrograms
{
    private const string Gate =
        "Use the MCP tools instead: decision_propose with the change you want, governance_check, then execution_apply.";

    private const string ByBlueprint =
        "Change the blueprint and use the MCP tool reconcile_service, or decision_propose for a single change.";

    private const string Person = "No tool does this: ask the person to do it.";

    private static readonly ProgramOptions KubectlOptions = new("nsv",
    [
        "--namespace", "--context", "--cluster", "--user", "--kubeconfig", "--server", "--token", "--as", "--as-group",
        "--as-uid", "--certificate-authority", "--client-certificate", "--client-key", "--cache-dir",
        "--request-timeout", "--tls-server-name", "--username", "--password", "--profile", "--profile-output",
    ]);

    private static readonly GovernedProgram Kubectl = new(
        KubectlOptions,
        [
            "--insecure-skip-tls-verify", "--match-server-version", "--warnings-as-errors", "--disable-compression",
            "-h", "--help", "-A", "--all-namespaces",
        ],
        [
            "get", "describe", "logs", "top", "explain", "version", "cluster-info", "api-resources", "api-versions",
            "diff", "events", "wait", "options", "help", "completion", "kustomize", "auth can-i", "auth whoami",
            "rollout status", "rollout history", "apply view-last-applied", "config get-contexts",
            "config current-context", "config get-clusters", "config get-users", "config view", "plugin list",
            "whoami", "status", "projects", "project",
        ],
        [
            "apply", "create", "delete", "patch", "scale", "replace", "run", "expose", "set", "label", "annotate",
            "autoscale", "drain", "cordon", "uncordon", "taint", "rollout",
        ],
        new(StringComparer.Ordinal)
        {
            [""] = ByBlueprint,
            ["scale"] = "Use the MCP tool decision_propose with kind scale, then governance_check and execution_apply.",
            ["autoscale"] = "Replicas belong to the blueprint: use the MCP tool reconcile_service.",
            ["set image"] =
                "Use the MCP tool decision_propose with kind set_image, then governance_check and execution_apply.",
            ["set resources"] = "Use the MCP tool decision_propose with kind adjust_resources, then governance_check "
                + "and execution_apply.",
            ["rollout undo"] = "Use the MCP tool execution_rollback for an operation of your own, or decision_propose "
                + "with kind rollback.",
            ["rollout restart"] =
                "Use the MCP tool decision_propose with kind restart_pods, then governance_check and execution_apply.",
            ["delete"] = "Use the MCP tool decision_propose: restart_pods for pods, delete_deployment and the like for "
                + "the rest; governance answers.",
            ["exec"] = Person,
            ["attach"] = Person,
            ["cp"] = Person,
            ["debug"] = Person,
            ["run"] = Person,
            ["proxy"] = Person,
            ["port-forward"] = Person,
            ["drain"] = Person,
            ["cordon"] = Person,
            ["edit"] = ByBlueprint,
        });

    private static readonly GovernedProgram Helm = new(
        new("n",
        [
            "--namespace", "--kube-context", "--kubeconfig", "--kube-apiserver", "--kube-token", "--kube-as-user",
            "--kube-as-group", "--kube-ca-file", "--kube-tls-server-name", "--registry-config", "--repository-cache",
            "--repository-config", "--burst-limit", "--qps",
        ]),
        ["--debug", "-h", "--help", "--kube-insecure-skip-tls-verify"],
        [
            "list", "ls", "status", "get *", "history", "search *", "show *", "inspect *", "template", "lint",
            "version", "env", "help", "repo list", "repo add", "repo update", "dependency *", "dep *", "completion",
            "verify", "pull", "fetch", "package", "create", "plugin list", "diff *", "registry *",
        ],
        ["upgrade", "install", "uninstall", "delete", "rollback"],
        new(StringComparer.Ordinal)
        {
            [""] = ByBlueprint,
            ["rollback"] = "Use the MCP tool execution_rollback for an operation of your own, or decision_propose with "
                + "kind rollback.",
        });

    private static readonly GovernedProgram Docker = new(
        new("Hlc", ["--host", "--context", "--config", "--log-level", "--tlscacert", "--tlscert", "--tlskey",
            "--namespace", "--address"]),
        ["-D", "--debug", "--tls", "--tlsverify", "-v", "--version", "-h", "--help"],
        [
            "ps", "images", "logs", "inspect", "version", "info", "stats", "top", "events", "port", "diff", "history",
            "search", "build", "buildx *", "builder *", "pull", "tag", "push", "login", "logout", "save", "load",
            "image *", "container ls", "container list", "container inspect", "container logs", "container ps",
            "container stats", "container top", "volume ls", "volume inspect", "network ls", "network inspect",
            "context ls", "context show", "context inspect", "system df", "system info", "system events", "manifest *",
            "compose ps", "compose logs", "compose config", "compose ls", "compose build", "compose images",
            "compose version", "help", "machine ls", "machine list",
        ],
        [],
        new(StringComparer.Ordinal)
        {
            [""] = "A container can hold the cluster's node or its credentials. " + Person,
        });

    private static readonly GovernedProgram Minikube = Local(
        ["p"], ["--profile"],
        "status", "ip", "logs", "version", "profile list", "service *", "addons list", "node list", "image ls",
        "image list", "config view", "config get", "options", "help", "completion", "update-check");

    private static readonly GovernedProgram Infrastructure = Local(
        [""], ["-chdir"],
        "plan", "fmt", "validate", "show", "output", "version", "providers", "init", "get", "graph", "state list",
        "state show", "workspace list", "workspace show", "help");

    private static readonly FrozenDictionary<string, GovernedProgram> ByName =
        new Dictionary<string, GovernedProgram>(StringComparer.Ordinal)
        {
            ["kubectl"] = Kubectl,
            ["kubecolor"] = Kubectl,
            ["oc"] = Kubectl,
            ["helm"] = Helm,
            ["helm3"] = Helm,
            ["docker"] = Docker,
            ["podman"] = Docker,
            ["nerdctl"] = Docker,
            ["minikube"] = Minikube,
            ["docker-compose"] = Local(["fp"], ["--file", "--project-name", "--project-directory"],
                "ps", "logs", "config", "images", "version", "build", "ls", "top", "events", "port", "help"),
            ["crictl"] = Local(["rict"], ["--runtime-endpoint", "--image-endpoint", "--config", "--timeout"],
                "ps", "pods", "images", "img", "logs", "inspect", "inspecti", "inspectp", "info", "version", "stats"),
            ["ctr"] = Local(["na"], ["--namespace", "--address"], "version", "info", "images ls", "containers ls"),
            ["kind"] = Local([""], [], "get *", "version", "export logs", "help"),
            ["k3d"] = Local([""], [], "cluster list", "node list", "version", "help"),
            ["kubeadm"] = Local([""], ["--kubeconfig"], "version", "config view", "config print", "token list", "help"),
            ["etcdctl"] = Local([""], ["--endpoints", "--cacert", "--cert", "--key"],
                "endpoint *", "member list", "version", "alarm list", "help"),
            ["flux"] = Local(["n"], ["--namespace", "--context", "--kubeconfig"],
                "get *", "logs", "tree *", "version", "check", "stats", "events", "trace", "diff *", "help"),
            ["argocd"] = Local([""], ["--server"],
                "version", "app list", "app get", "app diff", "app history", "app logs", "help"),
            ["skaffold"] = Local([""], [], "version", "diagnose", "render", "build", "help"),
            ["tilt"] = Local([""], [], "version", "doctor", "help", "get", "describe"),
            ["helmfile"] = Local(["fe"], ["--file", "--environment"],
                "list", "template", "diff", "lint", "version", "status", "build", "deps", "help"),
            ["k9s"] = Local([""], [], "version", "info", "help") with { RunsBare = true },
            ["terraform"] = Infrastructure,
            ["tofu"] = Infrastructure,
            ["pulumi"] = Local(["Cs"], ["--cwd", "--stack"],
                "preview", "stack ls", "stack output", "config get", "version", "whoami", "about", "logs", "help"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Kinds that only a cluster has: they tell what an unknown program is about.</summary>
    [GeneratedRegex(
        @"\A(po|pods?|deploy|deployments?|rs|replicasets?|svc|services?|ns|namespaces?|pvc?|nodes?|secrets?|cm|"
        + @"configmaps?|statefulsets?|sts|daemonsets?|ds|jobs?|cronjobs?|ingress(es)?|hpa)([./].*)?\z")]
    private static partial Regex KindName();

    /// <summary>Other names of these programs.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>True for a program that can change a cluster.</summary>
    public static bool Knows(string name) => ByName.ContainsKey(name);

    /// <summary>Null: it is allowed.</summary>
    public static ShellVerdict.Denied? Judge(string name, IReadOnlyList<string> words)
    {
        if (name is "minikube" or "microk8s" or "k3s" or "k0s" or "talosctl" && Inner(words) is { } inner)
            return inner.Length == 0 ? null : Judge(Name(inner[0]), inner);
        if (name.StartsWith("kubectl-", StringComparison.Ordinal))
            return new ShellVerdict.Denied(name, "is a plugin that may change the cluster without governance.", Gate);
        if (!ByName.TryGetValue(name, out var program)) return null;
        return program.Judge(name, words)
            ?? (ReferenceEquals(program, Kubectl) ? Credentials(name, words) : null);
    }

    /// <summary>True when these arguments could only be meant for kubectl: the program's name was hidden.</summary>
    public static bool LooksLikeKubectl(IReadOnlyList<string> words) =>
        Kubectl.Judge("kubectl", words) is not null
        && words.Skip(1).Any(word => KindName().IsMatch(word)
            || word is "-f" or "-k" or "drain" or "cordon" or "uncordon" or "taint" or "rollout"
            || word.StartsWith("--filename", StringComparison.Ordinal)
            || word.StartsWith("--replicas", StringComparison.Ordinal));

    /// <summary>The name of a program from the word it is called by.</summary>
    public static string Name(string word)
    {
        var name = word[(word.LastIndexOfAny(['/', '\\', '#']) + 1)..].TrimStart('=').ToLowerInvariant();
        if (name.EndsWith(".exe", StringComparison.Ordinal)) name = name[..^4];
        return Versioned().Match(name) is { Success: true } match ? match.Groups[1].Value : name;
    }

    /// <summary>What a distribution's own program hands to the kubectl, helm or ctr in it.</summary>
    private static string[]? Inner(IReadOnlyList<string> words)
    {
        for (var i = 1; i < words.Count; i++)
            if (words[i] is "kubectl" or "helm" or "helm3" or "ctr" or "crictl")
                return [words[i], .. words.Skip(i + 1).Where((word, at) => word != "--" || at > 0)];
        return null;
    }

    /// <summary>A printed token or key lets its reader bypass the gate.</summary>
    private static ShellVerdict.Denied? Credentials(string name, IReadOnlyList<string> words)
    {
        var raw = words.Any(word => word is "--raw" || word.StartsWith("--raw=", StringComparison.Ordinal));
        var reveals = (raw && (words.Contains("config")
                || words.Any(word => word.Contains("/secrets", StringComparison.Ordinal))))
            || (words.Any(word => SecretKind().IsMatch(word)) && words.Contains("get")
                && ProgramOptions.ValuesOf(words, "-o", "--output", "--template")
                    .Any(value => value is not "name" and not "wide"));
        return reveals
            ? new ShellVerdict.Denied($"{name} {(words.Contains("config") ? "config view --raw" : "get secret")}",
                "prints credentials.", Person)
            : null;
    }

    private static GovernedProgram Local(string[] valued, string[] longValued, params string[] reads) => new(
        new ProgramOptions(string.Concat(valued), longValued), ["-h", "--help", "--version", "--debug"], reads, [],
        new(StringComparer.Ordinal) { [""] = Person });

    [GeneratedRegex(@"\A(?:microk8s\.)?(kubectl|helm)(?:[-_]?v?[0-9][0-9.]*)?\z")]
    private static partial Regex Versioned();

    [GeneratedRegex(@"\A([a-z.,]*,)?secrets?([./,].*)?\z")]
    private static partial Regex SecretKind();
}
