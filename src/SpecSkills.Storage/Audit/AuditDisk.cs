using System.Globalization;
using SpecSkills.Core.Audit;

namespace SpecSkills.Storage.Audit;

/// <summary>The record's files on a real disk.</summary>
public sealed class AuditDisk : IAuditDisk
{
    /// <summary>
    /// Longer than any append takes; a process that holds the lock longer is stuck, and waiting would hang all.
    /// </summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(1);

    private readonly string folder;
    private readonly string lockFile;
    private readonly string headFile;

    /// <param name="repository">The folder the record must lie in, links resolved.</param>
    /// <param name="destination">The record's folder, relative to the repository: <c>logs/agent-decisions/</c>.</param>
    /// <param name="stateFolder">Where the lock and the remembered head live, <c>.specskills</c>.</param>
    /// <exception cref="ArgumentException">The destination leads out of the repository.</exception>
    public AuditDisk(string repository, string destination, string stateFolder)
    {
        folder = Inside(repository, destination);
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(stateFolder);
        lockFile = Path.Combine(stateFolder, "audit.lock");
        headFile = Path.Combine(stateFolder, "audit.head");
    }

    /// <inheritdoc/>
    public IDisposable Lock()
    {
        var deadline = Environment.TickCount64 + (long)LockPatience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(
                    lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (Environment.TickCount64 < deadline)
            {
                Thread.Sleep(LockPoll);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Segments()
    {
        var segments = new List<string>();
        foreach (var year in Numbered(folder, 4))
            foreach (var month in Numbered(Path.Combine(folder, year), 2))
                foreach (var day in new DirectoryInfo(Path.Combine(folder, year, month)).EnumerateFileSystemInfos(
                    "*.jsonl"))
                    segments.Add($"{year}/{month}/{PlainName(day)}");
        segments.Sort(StringComparer.Ordinal);
        return segments;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> SetAsideOf(string segment)
    {
        var path = Full(segment);
        var pattern = Path.GetFileNameWithoutExtension(path) + ".torn-*";
        var prefix = segment[..(segment.LastIndexOf('/') + 1)];
        return Directory.Exists(Path.GetDirectoryName(path))
            ? [.. Directory.EnumerateFiles(Path.GetDirectoryName(path)!, pattern)
                .Select(file => prefix + Path.GetFileName(file)).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <inheritdoc/>
    public long Length(string name)
    {
        var file = new FileInfo(Full(name));
        PlainName(file);
        return file.Exists ? file.Length : 0;
    }

    /// <inheritdoc/>
    public byte[] Read(string name, long offset, int count)
    {
        using var handle = File.OpenHandle(Full(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[count];
        var have = 0;
        while (have < count)
        {
            var read = RandomAccess.Read(handle, bytes.AsSpan(have), offset + have);
            if (read == 0) break;
            have += read;
        }

        return have == count ? bytes : bytes[..have];
    }

    /// <inheritdoc/>
    public void Append(string name, long at, ReadOnlySpan<byte> bytes)
    {
        var path = Full(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        PlainName(new FileInfo(path));
        using var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(handle, bytes, at);
        RandomAccess.FlushToDisk(handle);
    }

    /// <inheritdoc/>
    public void Truncate(string name, long length)
    {
        using var handle = File.OpenHandle(Full(name), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.SetLength(handle, length);
        RandomAccess.FlushToDisk(handle);
    }

    /// <inheritdoc/>
    public void Delete(string name)
    {
        var path = Full(name);
        File.Delete(path);
        // A month and a year that hold nothing any more go with their last day.
        for (var parent = Path.GetDirectoryName(path)!; parent.Length > folder.Length
             && !Directory.EnumerateFileSystemEntries(parent).Any(); parent = Path.GetDirectoryName(parent)!)
            Directory.Delete(parent);
    }

    /// <inheritdoc/>
    public void Remember(AuditHead head)
    {
        var next = headFile + ".next";
        File.WriteAllText(next, string.Create(CultureInfo.InvariantCulture, $"{head.Sequence} {head.LineHash}\n"));
        File.Move(next, headFile, overwrite: true);
    }

    /// <inheritdoc/>
    public AuditHead? Remembered()
    {
        if (!File.Exists(headFile)) return null;
        var parts = File.ReadAllText(headFile).TrimEnd('\n').Split(' ');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new AuditHead(sequence, parts[1])
            : null;
    }

    private static IEnumerable<string> Numbered(string folder, int digits) =>
        new DirectoryInfo(folder).EnumerateDirectories()
            .Where(found => found.Name.Length == digits && found.Name.All(char.IsAsciiDigit))
            .Select(PlainName);

    /// <summary>
    /// A link leads out of the record: what it points to would be read as records, and cut where a line seems torn.
    /// </summary>
    private static string PlainName(FileSystemInfo found)
    {
        var what = found.LinkTarget is not null ? "a link"
            : found is DirectoryInfo && found.Name.EndsWith(".jsonl", StringComparison.Ordinal) ? "a folder" : null;
        return what is null ? found.Name
            : throw new IOException(
                $"'{found.FullName}' is {what}; the record is made of plain files in plain folders. Restore the "
                + "original, then run 'specskills audit verify'.");
    }

    /// <summary>
    /// Also through links: a folder of the repository that is a link elsewhere would carry the record away.
    /// </summary>
    private static string Inside(string repository, string destination)
    {
        var root = Path.GetFullPath(repository);
        var full = Path.GetFullPath(Path.Combine(root, destination));
        if (!full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ArgumentException(
                $"log_destination '{destination}' leads out of the repository.", nameof(destination));
        for (var part = full; part.Length > root.Length; part = Path.GetDirectoryName(part)!)
            if (new DirectoryInfo(part).LinkTarget is not null)
                throw new ArgumentException(
                    $"log_destination '{destination}' goes through a link at '{Path.GetRelativePath(root, part)}'.",
                    nameof(destination));
        return full;
    }

    private string Full(string name) => Path.Combine(folder, name);
}
