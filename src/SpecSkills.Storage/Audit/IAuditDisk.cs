using SpecSkills.Core.Audit;

namespace SpecSkills.Storage.Audit;

/// <summary>
/// The few file operations the record is made of, so that a test can stop the program at every one of them. Names are
/// relative to the record's folder (<c>2026/11/22.jsonl</c>).
/// </summary>
public interface IAuditDisk
{
    /// <summary>Takes the lock shared by all processes; disposing gives it back.</summary>
    /// <exception cref="IOException">Another process kept it for too long.</exception>
    IDisposable Lock();

    /// <summary>Names of the segments, oldest first.</summary>
    IReadOnlyList<string> Segments();

    /// <summary>Names of what was set aside of a segment.</summary>
    IReadOnlyList<string> SetAsideOf(string segment);

    /// <summary>Bytes in a file; 0 when there is none.</summary>
    long Length(string name);

    /// <summary>Reads a part of a file; shorter than asked only at its end.</summary>
    byte[] Read(string name, long offset, int count);

    /// <summary>Writes at the given end of a file in one go and flushes to the disk; creates the file.</summary>
    void Append(string name, long at, ReadOnlySpan<byte> bytes);

    /// <summary>Cuts a file and flushes to the disk.</summary>
    void Truncate(string name, long length);

    /// <summary>Deletes a whole segment, or what was set aside of one; only retention does.</summary>
    void Delete(string name);

    /// <summary>Keeps the end of the chain outside the record's folder, as a witness. Best effort.</summary>
    void Remember(AuditHead head);

    /// <summary>The end of the chain as last remembered; null when nothing was.</summary>
    AuditHead? Remembered();
}
