using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Blueprints;

/// <summary>The outcome of releasing a blueprint, or of going back to an earlier version of it.</summary>
public abstract record ReleaseResult
{
    private ReleaseResult()
    {
    }

    /// <summary>The version is in the history now.</summary>
    /// <param name="Service">Name of the service.</param>
    /// <param name="Version">The new version.</param>
    /// <param name="Previous">The version before; null for the first.</param>
    /// <param name="File">The history file, relative to the repository.</param>
    /// <param name="Diff">What changed from the version before; null for the first.</param>
    public sealed record Released(
        string Service, SemanticVersion Version, SemanticVersion? Previous, string File, BlueprintDiff? Diff)
        : ReleaseResult;

    /// <summary>Nothing differs in meaning from what was released last.</summary>
    public sealed record Unchanged(string Service, SemanticVersion Version) : ReleaseResult;

    /// <summary>Nothing was written, because of these findings.</summary>
    public sealed record Refused(ValidationReport Report) : ReleaseResult
    {
        internal static Refused Of(ValidatedFile file) => new(new ValidationReport([file]));

        internal static Refused Of(ReleasedVersions released) => new(new ValidationReport(
            [.. released.Findings.Select(one => new ValidatedFile(one.File, null, [one.Finding]))]));
    }

    /// <summary>No such service or version.</summary>
    /// <param name="What">"service" or "version".</param>
    /// <param name="Name">As it was asked for.</param>
    /// <param name="Known">What there is.</param>
    public sealed record NotFound(string What, string Name, IReadOnlyList<string> Known) : ReleaseResult;

    /// <summary>The present file holds unreleased changes: they would be lost.</summary>
    public sealed record Unreleased(string Service, string File, SemanticVersion Last) : ReleaseResult;

    /// <summary>The file was saved while it was read: nothing was written.</summary>
    public sealed record SavedMeanwhile(string File) : ReleaseResult;
}
