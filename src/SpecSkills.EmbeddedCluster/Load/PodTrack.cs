namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>A pod that was seen, and what its containers used.</summary>
internal sealed class PodTrack(string name, int capacity)
{
    private readonly List<ContainerTrack> containers = [];

    public string Name { get; } = name;

    public IReadOnlyList<ContainerTrack> Containers => containers;

    /// <summary>End of the step in which it was last seen.</summary>
    public DateTimeOffset LastSeen { get; set; }

    public ContainerTrack Container(string containerName)
    {
        foreach (var known in containers)
            if (known.Name == containerName)
                return known;
        var added = new ContainerTrack(containerName, capacity);
        containers.Add(added);
        return added;
    }
}
