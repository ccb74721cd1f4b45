namespace SpecSkills.EmbeddedCluster.Machine;

/// <summary>
/// A part with a time of its own, e.g. a load model with steps. The machine calls it at each due instant, between the
/// controllers' own work, so that it sees the cluster of that instant and not the one at the end of a long jump.
/// </summary>
public interface ITimedPart
{
    /// <summary>When it wants to be called next.</summary>
    DateTimeOffset NextDueAt { get; }

    /// <summary>Does everything due by now; a second call does nothing.</summary>
    void Advance(DateTimeOffset now);
}
