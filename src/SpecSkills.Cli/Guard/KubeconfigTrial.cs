using SpecSkills.Core.Primitives;
using SpecSkills.Hosting.Notifications;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Cli.Guard;

/// <summary>
/// Asks the cluster of a kubeconfig whether it would let its user patch Deployments, as <c>kubectl auth can-i</c> does:
/// a question that changes nothing.
/// </summary>
internal static class KubeconfigTrial
{
    private static readonly ApiClientOptions Bounded = new()
    {
        ReadTimeout = TimeSpan.FromSeconds(3),
        WriteTimeout = TimeSpan.FromSeconds(3),
        ConnectTimeout = TimeSpan.FromSeconds(2),
        Repetitions = 0,
        MaximumAnswerBytes = 256 * 1024,
    };

    /// <summary>The result, in words.</summary>
    public static async Task<string> AskAsync(string kubeconfig, CancellationToken cancellation)
    {
        var source = new KubeconfigSource([kubeconfig], true, PersonsHome.Find());
        if (Kubeconfig.Connect(source) is not ConnectionReading.Found { Connection: var connection })
            return "it can be read, but names no usable cluster";
        // Such a program may do anything, and everyone who may write the file can choose it.
        if (connection.Credential is ClusterCredential.Exec)
            return "it can be read; its credentials come from a program, which was not run";
        using var client = new ApiClient(connection, Bounded);
        var name = UntrustedText.Clean(connection.ClusterName, 60);
        return await client.MayAsync("patch", "apps", "deployments", "default", cancellation) switch
        {
            ApiAnswer<bool>.Answered { Body: true } =>
                $"{name} answers and allows patching Deployments",
            ApiAnswer<bool>.Answered => $"{name} answers and does not allow patching Deployments",
            ApiAnswer<bool>.Failed { Error.StatusCode: 401 } => $"{name} answers and does not know this user",
            ApiAnswer<bool>.Failed { Error.StatusCode: > 0 } => $"{name} answers",
            _ => $"it can be read; {name} does not answer now",
        };
    }
}
