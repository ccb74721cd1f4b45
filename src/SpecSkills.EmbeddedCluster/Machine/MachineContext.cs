using SpecSkills.EmbeddedCluster.Resources;
using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Machine;

/// <summary>The state that the parts of one machine share.</summary>
internal sealed class MachineContext
{
    public MachineContext(MachineOptions options)
    {
        Options = options;
        Catalog = new ResourceCatalog(options.MinorVersion);
        Store = new ObjectStore(Catalog.All);
        Source = new SeededSource(options.Seed);
        Now = options.StartTime;
        Writer = new ObjectWriter(this);
    }

    public MachineOptions Options { get; }

    public ResourceCatalog Catalog { get; }

    public ObjectStore Store { get; }

    public SeededSource Source { get; }

    public TimerQueue Timers { get; } = new();

    public ObjectWriter Writer { get; }

    /// <summary>The machine's time; never goes backwards.</summary>
    public DateTimeOffset Now { get; set; }
}
