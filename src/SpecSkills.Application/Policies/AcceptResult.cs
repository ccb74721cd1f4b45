using SpecSkills.Core.Governance.Locks;

namespace SpecSkills.Application.Policies;

/// <summary>The outcome of accepting files.</summary>
public abstract record AcceptResult
{
    private AcceptResult()
    {
    }

    /// <summary>They are accepted, on record, and in force.</summary>
    /// <param name="LockDigest">Digest of the new lock.</param>
    public sealed record Done(string LockDigest, IReadOnlyList<LockedFile> Files) : AcceptResult;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Why">One sentence with what to do.</param>
    public sealed record Refused(string Why) : AcceptResult;
}
