using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Kubernetes;
using SpecSkills.Simulation.Metrics;

namespace SpecSkills.Cli.Wiring;

/// <summary>Connects this program's cluster adapter to the address that was chosen.</summary>
internal static class ClusterWiring
{
    public static ClusterPorts Connect(ClusterAddress address, TimeProvider clock)
    {
        var adapter = address.EmbeddedServer is { } server
            ? ClusterAdapter.ForEmbedded(server, new Uri(server, PrometheusRoute.DefaultPrefix), clock)
            : Open(address, clock);
        return new ClusterPorts(adapter.Observer, adapter.Writer, adapter);
    }

    private static ClusterAdapter Open(ClusterAddress address, TimeProvider clock)
    {
        var opening = ClusterOpening.Of(
            address.Kubeconfig, address.Context, clock, Environment.GetEnvironmentVariable);
        if (opening is ClusterOpening.Opened opened) return opened.Adapter;
        throw new ProblemException(new Problem("The kubeconfig leads to no cluster.", ExitCode.InvalidInput)
        {
            Place = address.Kubeconfig ?? "KUBECONFIG, else ~/.kube/config",
            Found = string.Join(" ", ((ClusterOpening.Failed)opening).Problems),
            Next = "check it with kubectl, or use --cluster embedded",
        });
    }
}
