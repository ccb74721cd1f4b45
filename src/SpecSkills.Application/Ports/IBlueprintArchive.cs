using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Ports;

/// <summary>
/// Released versions of blueprints, kept beside them, and the only way this product writes a blueprint file. Writing is
/// all or nothing, and done under a lock that processes share.
/// </summary>
public interface IBlueprintArchive
{
    /// <summary>Keeps other processes from changing blueprints until it is disposed.</summary>
    /// <exception cref="IOException">Another process holds it for longer than any change takes.</exception>
    IDisposable Lock();

    /// <summary>What was released of a service, held against the digests written down at each release.</summary>
    ReleasedVersions Released(ServiceBlueprint entry);

    /// <summary>A released version's text; the present file's when <paramref name="version"/> is null.</summary>
    string? Text(ServiceBlueprint entry, SemanticVersion? version);

    /// <summary>Reads a text into a blueprint with its findings.</summary>
    BlueprintReading Parse(string text);

    /// <summary>The present file's text as it would stand in the history folder.</summary>
    string AsHistory(string text);

    /// <summary>A history file's text as it would stand in place of the present file.</summary>
    string AsPresent(string text);

    /// <summary>Keeps a version and writes down its digest; its path relative to the repository.</summary>
    string Keep(ServiceBlueprint entry, SemanticVersion version, string text);

    /// <summary>Writes the present file, if it still is what was read: false when it was saved meanwhile.</summary>
    bool Replace(ServiceBlueprint entry, string readDigest, string text);
}

/// <summary>Released versions of one service.</summary>
/// <param name="Versions">Oldest first.</param>
/// <param name="Findings">Edited, missing and never released files, each with its name.</param>
public sealed record ReleasedVersions(
    IReadOnlyList<SemanticVersion> Versions, IReadOnlyList<(string File, Diagnostic Finding)> Findings);
