namespace SpecSkills.EmbeddedCluster.Requests;

/// <summary>
/// May cut an open watch when an event is about to be written to it. The event is then lost to that watch.
/// </summary>
public interface IWatchFault
{
    /// <summary>True cuts the connection.</summary>
    bool CutsWatch(string path, string? userAgent, DateTimeOffset now);
}
