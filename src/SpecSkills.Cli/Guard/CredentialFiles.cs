using SpecSkills.Hosting.Notifications;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Cli.Guard;

/// <summary>The usual places of cluster credentials.</summary>
public sealed class CredentialFiles
{
    /// <summary>The most files checked in one folder.</summary>
    private const int Most = 50;

    /// <summary>Kubeconfigs of administrators and of local clusters.</summary>
    private static readonly string[] OfSystem =
    [
        "/etc/kubernetes/admin.conf", "/etc/kubernetes/super-admin.conf", "/etc/kubernetes/kubelet.conf",
        "/etc/rancher/k3s/k3s.yaml", "/var/lib/k0s/pki/admin.conf",
        "/var/snap/microk8s/current/credentials/client.config", "/var/run/secrets/kubernetes.io/serviceaccount/token",
    ];

    /// <summary>The files of the person who runs this process.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    public CredentialFiles(Workspace workspace, Func<string, string?> environment)
        : this(workspace, PersonsHome.Find(), environment)
    {
    }

    /// <summary>The files under a home folder.</summary>
    public CredentialFiles(Workspace workspace, string? home, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(environment);
        var kube = home is null ? null : Path.Combine(home, ".kube");
        string[] named = (environment("KUBECONFIG") ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        Kubeconfigs =
        [
            .. named.Concat(Homes(home, environment).Select(one => Path.Combine(one, ".kube", "config")))
                .Select(Path.GetFullPath).Distinct().Where(File.Exists),
        ];
        Others =
        [
            .. Folder(kube).Concat(Folder(kube is null ? null : Path.Combine(kube, "configs")))
                .Concat(OfSystem.Where(File.Exists)).Except(Kubeconfigs),
        ];
        Minikube = home is null ? [] :
        [
            .. new[] { Path.Combine(home, ".minikube", "ca.key") }.Where(File.Exists)
                .Concat(Keys(Path.Combine(home, ".minikube", "profiles"))),
        ];
    }

    /// <summary>kubectl uses HOME, which may differ from the home folder that the system knows.</summary>
    private static IEnumerable<string> Homes(string? home, Func<string, string?> environment) =>
        new[] { home, environment("HOME") }.OfType<string>().Where(one => one.Length > 0);

    /// <summary>What kubectl uses by default: KUBECONFIG and <c>~/.kube/config</c>.</summary>
    public IReadOnlyList<string> Kubeconfigs { get; }

    /// <summary>Other kubeconfigs and tokens.</summary>
    public IReadOnlyList<string> Others { get; }

    /// <summary>Keys of minikube.</summary>
    public IReadOnlyList<string> Minikube { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> All => [.. Kubeconfigs, .. Others, .. Minikube];

    private static IEnumerable<string> Folder(string? folder) => Listed(folder, SearchOption.TopDirectoryOnly)
        .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".conf" or ".config" or ".kubeconfig"
            || Path.GetFileName(file).StartsWith("config", StringComparison.Ordinal));

    private static IEnumerable<string> Keys(string folder) => Listed(folder, SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) is "client.key");

    private static string[] Listed(string? folder, SearchOption depth)
    {
        try
        {
            return folder is null || !Directory.Exists(folder) ? []
                : [.. Directory.EnumerateFiles(folder, "*", depth).Order(StringComparer.Ordinal).Take(Most)];
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return []; // A folder that cannot be listed gives no files.
        }
    }
}
