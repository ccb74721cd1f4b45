using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Kubernetes;

namespace SpecSkills.Consoles.Ports;

/// <summary>
/// Opens the adapter of a program that touches a cluster. One file, compiled into each of them: only they link the
/// adapter, and the project they share must not.
/// </summary>
internal static class SkillAdapter
{
    public static ClusterAdapter Open(ClusterAddress address, TimeProvider clock) =>
        address.Embedded is { } embedded
            ? ClusterAdapter.ForEmbedded(new Uri(embedded.Server), new Uri(embedded.Prometheus), clock)
            : Named(address, clock);

    private static ClusterAdapter Named(ClusterAddress address, TimeProvider clock) =>
        ClusterOpening.Of(address.Kubeconfig, address.Context, clock, Environment.GetEnvironmentVariable) switch
        {
            ClusterOpening.Opened opened => opened.Adapter,
            ClusterOpening.Failed failed => throw new ProblemException(
                new Problem("The kubeconfig has no usable cluster.", ExitCode.InvalidInput)
                {
                    Place = address.Kubeconfig ?? "KUBECONFIG, else ~/.kube/config",
                    Found = string.Join(" ", failed.Problems),
                    Next = "check it with kubectl, or use --cluster embedded",
                }),
            _ => throw new InvalidOperationException("A cluster is neither opened nor failed."),
        };
}
