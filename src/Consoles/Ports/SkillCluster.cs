using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Kubernetes.Writing;

namespace SpecSkills.Consoles.Ports;

/// <summary>Both sides of a cluster, for the programs that execute and undo.</summary>
internal static class SkillCluster
{
    public static ClusterPorts Connect(ClusterAddress address, TimeProvider clock)
    {
        var adapter = SkillAdapter.Open(address, clock);
        return new ClusterPorts(adapter.Observer, ClusterWriter.Over(adapter), adapter);
    }
}
