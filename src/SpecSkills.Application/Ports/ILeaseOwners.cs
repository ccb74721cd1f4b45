namespace SpecSkills.Application.Ports;

/// <summary>
/// Whether the process behind a lease still lives. A killed one would otherwise keep its service waiting until the
/// lease runs out.
/// </summary>
public interface ILeaseOwners
{
    /// <summary>
    /// True only when the owner has provably ended; a process of another machine, or one whose life nothing tells
    /// of, is not gone.
    /// </summary>
    /// <param name="owner">A name that a process leased under.</param>
    bool IsGone(string owner);
}
