using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance.Locks;

namespace SpecSkills.Application.Policies;

/// <summary>Why a lock puts nothing in force, as a finding that says what to do.</summary>
internal static class LockProblem
{
    private const string Repair =
        "Nothing is done until it is repaired: bring it back from version control (git checkout -- "
        + PolicyLock.FileName + "), or let a person run 'specskills policy accept'";

    /// <summary>What is wrong by its content, or by the record; null when the lock is sound.</summary>
    public static Diagnostic? Of(PolicyLockReading present, IPolicyWitness witness) =>
        Of(present) ?? (witness.Refuses(present) is { } refusal ? Broken(refusal) : null);

    /// <summary>What is wrong by its content alone.</summary>
    public static Diagnostic? Of(PolicyLockReading present)
    {
        if (present.Lock is not null) return null;
        var first = present.Findings[0];
        return Broken(present.Digest is null
            ? $"cannot be used: {first.Message}"
            : $"cannot be read: line {first.Line}: {first.Message}");
    }

    private static Diagnostic Broken(string why) => new(
        DiagnosticCodes.PolicyLock, DiagnosticSeverity.Error, $"{PolicyLock.FileName} {why}", 0, 0, "", Repair);
}
