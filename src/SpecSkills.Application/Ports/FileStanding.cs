using System.Globalization;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Ports;

/// <summary>How one file stands to what a person accepted of it.</summary>
/// <param name="File">Path relative to the repository.</param>
/// <param name="Name">The service or policy it describes; what a person types to accept it.</param>
/// <param name="Accepted">What was accepted; null when nothing was.</param>
/// <param name="Version">Version the file carries now; null when it cannot be read.</param>
/// <param name="Digest">Digest of the file's bytes now; null when it cannot be read.</param>
/// <param name="Changes">Fields that differ from what was accepted, in the order of the format.</param>
public sealed record FileStanding(
    string File, string Name, FileState State, LockedFile? Accepted, SemanticVersion? Version, string? Digest,
    IReadOnlyList<FileChange> Changes)
{
    /// <summary>Changes named in a sentence; the rest is counted.</summary>
    private const int ShownChanges = 3;

    /// <summary>True when something is written in the file that is not in force until a person accepts it.</summary>
    public bool Waits => State is FileState.Waiting or FileState.New or FileState.Lost;

    /// <summary>One sentence for people; null when there is nothing to say.</summary>
    public string? Notice => State switch
    {
        FileState.Waiting =>
            $"{File} allows more than was accepted ({Widening}). Version {Accepted!.Version} as accepted on "
            + $"{Day(Accepted.AcceptedAt)} stays in force until a person runs 'specskills policy accept'.",
        FileState.New =>
            $"{File} was never accepted, so nothing is in force for it until a person runs 'specskills policy accept'.",
        FileState.Lost =>
            $"{File} was changed, and what was accepted of it ({Accepted!.Digest}) is not kept in "
            + "blueprints/governance/accepted any more: nothing is in force for it. Bring that file back from version "
            + "control, or let a person run 'specskills policy accept'.",
        FileState.InForce when Changes.Count > 0 =>
            $"{File} differs from what was accepted without allowing more, and is in force. "
            + "'specskills policy accept' makes it the version that later changes are compared with.",
        _ => null,
    };

    /// <summary>The changes that make it wait, or all where none does by itself.</summary>
    private string Widening
    {
        get
        {
            var named = Changes.Where(change => change.Widens).ToList();
            if (named.Count == 0) named = [.. Changes];
            var shown = string.Join(", ", named.Take(ShownChanges));
            return named.Count > ShownChanges ? $"{shown} and {named.Count - ShownChanges} more" : shown;
        }
    }

    private static string Day(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
