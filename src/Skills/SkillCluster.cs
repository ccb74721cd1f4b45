using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Kubernetes;

namespace SpecSkills.Skills;

/// <summary>Connects the adapter of a skill that touches a cluster. Compiled into each of them: only they link it.</summary>
internal static class SkillCluster
{
    /// <summary>Where the embedded cluster serves its Prometheus.</summary>
    private const string EmbeddedPrometheus = "/prometheus";

    public static ClusterPorts Connect(ClusterAddress address, TimeProvider clock)
    {
        var adapter = address.EmbeddedServer is { } server
            ? ClusterAdapter.ForEmbedded(server, new Uri(server, EmbeddedPrometheus), clock)
            : Open(address, clock);
        return new ClusterPorts(adapter.Observer, adapter.Writer, adapter);
    }

    private static ClusterAdapter Open(ClusterAddress address, TimeProvider clock) =>
        ClusterOpening.Of(address.Kubeconfig, address.Context, clock, Environment.GetEnvironmentVariable) switch
        {
            ClusterOpening.Opened opened => opened.Adapter,
            ClusterOpening.Failed failed => throw new ProblemException(
                new Problem("The kubeconfig leads to no cluster.", ExitCode.InvalidInput)
                {
                    Place = address.Kubeconfig ?? "KUBECONFIG, else ~/.kube/config",
                    Found = string.Join(" ", failed.Problems),
                    Next = "check it with kubectl, or use --cluster embedded",
                }),
            _ => throw new InvalidOperationException("A cluster is neither opened nor failed."),
        };
}
