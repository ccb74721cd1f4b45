using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Consoles.Ports;

/// <summary>The read side of a cluster, for the skills that decide and govern: nothing in it writes.</summary>
internal static class SkillObserver
{
    public static ObserverPort Connect(ClusterAddress address, TimeProvider clock)
    {
        var adapter = SkillAdapter.Open(address, clock);
        return new ObserverPort(adapter.Observer, adapter);
    }
}
