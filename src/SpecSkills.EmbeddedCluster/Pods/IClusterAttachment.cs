namespace SpecSkills.EmbeddedCluster.Pods;

/// <summary>
/// Implemented by behaviours, usage sources, faults and mounted routes that need to look at the cluster: the machine
/// calls it once, before the first request, with itself.
/// </summary>
public interface IClusterAttachment
{
    /// <summary>Hands over the view of the machine that this part now belongs to.</summary>
    void Attach(IClusterView cluster);
}
