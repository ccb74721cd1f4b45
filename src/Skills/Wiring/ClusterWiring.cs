using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Kubernetes;

namespace SpecSkills.Wiring;

/// <summary>
/// Connects this program's cluster adapter to the address that was chosen. One file, compiled into every program that
/// links the adapter: the room they share, Hosting, must not know of it.
/// </summary>
internal static class ClusterWiring
{
    public static ClusterPorts Connect(ClusterAddress address, TimeProvider clock)
    {
        var adapter = address.Embedded is { } embedded
            ? ClusterAdapter.ForEmbedded(new Uri(embedded.Server), new Uri(embedded.Prometheus), clock)
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
