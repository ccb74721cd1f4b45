using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Locks;

namespace SpecSkills.Application.Ports;

/// <summary>
/// The lock, the contents it confirms, and what this workspace remembers of both. Contents are found by their digest
/// and checked against it at every reading.
/// </summary>
public interface IPolicyLockStore
{
    /// <summary>The lock as it stands in the repository.</summary>
    PolicyLockReading Read();

    /// <summary>An accepted blueprint; null when its content is not kept, or not as it was.</summary>
    BlueprintReading? Blueprint(string digest);

    /// <summary>An accepted policy; null when its content is not kept, or not as it was.</summary>
    PolicyReading? Policy(string digest);

    /// <summary>Keeps other processes from choosing the lock in use at the same time.</summary>
    /// <exception cref="IOException">Another process holds it for longer than that takes.</exception>
    IDisposable Guard();

    /// <summary>
    /// Keeps a file's present content under its digest; false when the file is not that content any more.
    /// </summary>
    bool Keep(string file, string digest);

    /// <summary>Writes the lock, complete or not at all, and remembers it as the one this workspace uses.</summary>
    void Write(PolicyLock accepted);

    /// <summary>The lock this workspace used last; without a digest when it never used one.</summary>
    PolicyLockReading Remembered();

    /// <summary>Remembers the lock as it stands in the repository.</summary>
    void Remember();

    /// <summary>What is on record already of files that wait, one word each.</summary>
    IReadOnlyList<string> Told();

    /// <summary>Replaces what is on record already.</summary>
    void Tell(IReadOnlyList<string> told);
}
