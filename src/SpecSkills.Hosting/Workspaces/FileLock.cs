namespace SpecSkills.Hosting.Workspaces;

/// <summary>
/// A lock between processes that the operating system takes back when its holder ends, killed or not: no stale lock
/// files, no process numbers to compare.
/// </summary>
public sealed class FileLock : IDisposable
{
    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <summary>The lock, or null when another process holds it. The folder exists.</summary>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>True when some process holds it now.</summary>
    public static bool IsHeld(string path)
    {
        if (!File.Exists(path)) return false;
        using var mine = TryTake(path);
        return mine is null;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
