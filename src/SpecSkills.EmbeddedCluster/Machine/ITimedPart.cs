namespace SpecSkills.EmbeddedCluster.Machine;

/// <summary>
/// A part with a time of its own, e.g. a load model with steps. Whoever moves the cluster's time calls it at each due
/// instant, between the controllers' own work, so that it sees the cluster as it is then and not as it is at the end of
/// a long jump.
/// </summary>
public interface ITimedPart
{
    /// <summary>When it wants to be called next.</summary>
    DateTimeOffset NextDueAt { get; }

    /// <summary>Does what is due by now; called again it does nothing.</summary>
    void Advance(DateTimeOffset now);
}
