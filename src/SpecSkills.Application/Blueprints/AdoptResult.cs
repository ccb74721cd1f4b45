using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Blueprints;

/// <summary>What came of writing a live change back into a blueprint.</summary>
public abstract record AdoptResult
{
    private AdoptResult()
    {
    }

    /// <summary>The file has the live values now, and waits to be released.</summary>
    /// <param name="Version">The version now in the file, raised as far as the changes need.</param>
    /// <param name="Changes">All differences, those left alone as well.</param>
    /// <param name="Written">False when nothing had to be, or it was only to be shown.</param>
    public sealed record Adopted(
        string Service, string File, SemanticVersion Version, IReadOnlyList<AdoptedChange> Changes, bool Written)
        : AdoptResult;

    /// <summary>The blueprint is invalid, or would be with the live values.</summary>
    public sealed record Refused(ValidationReport Report) : AdoptResult;

    /// <summary>No such service.</summary>
    public sealed record UnknownService(string Service, IReadOnlyList<string> Known) : AdoptResult;

    /// <summary>The Deployment cannot be read.</summary>
    public sealed record Unobservable(string Service, string Message) : AdoptResult;

    /// <summary>A value stands in the file in a way that cannot be changed in place.</summary>
    public sealed record NotInPlace(string File, string Path, string Value) : AdoptResult;

    /// <summary>The file was saved while it was read: nothing was written.</summary>
    public sealed record SavedMeanwhile(string File) : AdoptResult;
}
