namespace SpecSkills.EmbeddedCluster.Faults;

/// <summary>Which changes of a replica count are meant.</summary>
public enum ReplicaDirection
{
    /// <summary>Up or down.</summary>
    Any,

    /// <summary>More replicas than before.</summary>
    Up,

    /// <summary>Fewer replicas than before.</summary>
    Down,
}
