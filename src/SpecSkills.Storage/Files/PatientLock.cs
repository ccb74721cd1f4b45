namespace SpecSkills.Storage.Files;

/// <summary>A lock between processes that waits for its turn, with a time limit.</summary>
internal static class PatientLock
{
    /// <summary>What is done under such a lock writes small files; a process that holds it longer is stuck.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    /// <summary>Takes the lock; disposing gives it back, and so does the end of the process.</summary>
    /// <exception cref="IOException">Another process holds it for longer than any such work takes.</exception>
    public static IDisposable Take(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (Environment.TickCount64 < deadline)
            {
                Thread.Sleep(Poll);
            }
        }
    }
}
