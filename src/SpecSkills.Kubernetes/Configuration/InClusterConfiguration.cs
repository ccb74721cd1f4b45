using System.Text;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Kubernetes.Configuration;

/// <summary>
/// The connection of a program that runs in a pod: the service account's token, authority and namespace.
/// </summary>
public static class InClusterConfiguration
{
    private const string Folder = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>True inside a pod.</summary>
    public static bool IsInCluster(Func<string, string?> environment, string folder = Folder) =>
        !string.IsNullOrEmpty(environment("KUBERNETES_SERVICE_HOST"))
        && !string.IsNullOrEmpty(environment("KUBERNETES_SERVICE_PORT"))
        && File.Exists(Path.Combine(folder, "token"));

    /// <summary>The connection, or what is missing for it.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="folder">Where the service account is mounted.</param>
    public static ConnectionReading Connect(Func<string, string?> environment, string folder = Folder)
    {
        var problems = new List<string>();
        var host = environment("KUBERNETES_SERVICE_HOST");
        var port = environment("KUBERNETES_SERVICE_PORT");
        var bracketed = host?.Contains(':', StringComparison.Ordinal) == true ? $"[{host}]" : host;
        if (!Uri.TryCreate($"https://{bracketed}:{port}", UriKind.Absolute, out var server)
            || string.IsNullOrEmpty(host) || string.IsNullOrEmpty(port))
            problems.Add("KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT name no server; this program does not " +
                "run in a pod; name a kubeconfig with --kubeconfig.");
        var token = Path.Combine(folder, "token");
        if (SecretFile.ReadToken(token) is null)
            problems.Add($"{token}: no token can be read; set automountServiceAccountToken on the pod, or name a " +
                "kubeconfig.");
        var authority = Path.Combine(folder, "ca.crt");
        var roots = SecretFile.Read(authority) is { } pem
            ? TrustReader.Authorities(Encoding.UTF8.GetString(pem)) : null;
        if (roots is null)
            problems.Add($"{authority}: no PEM certificate can be read; the server could not be told from another; " +
                "check the pod's service account volume.");
        var ns = SecretFile.ReadToken(Path.Combine(folder, "namespace"))?.Reveal();
        return problems.Count > 0
            ? new ConnectionReading.Failed(problems)
            : new ConnectionReading.Found(new ClusterConnection(
                "in-cluster", server!, KubernetesName.IsValid(ns) ? ns! : "default")
            {
                Trust = new ServerTrust(roots),
                Credential = new ClusterCredential.TokenFile(token),
            });
    }
}
