namespace SpecSkills.Hosting;

/// <summary>
/// The process's standard input. A read cannot be cancelled, so a signal that arrives while the program waits for it
/// ends the program at once: no work has started that could be lost.
/// </summary>
public static class StandardInput
{
    private static int waiting;

    /// <summary>True while a read has not been answered.</summary>
    public static bool IsAwaited => Volatile.Read(ref waiting) > 0;

    /// <summary>The bytes.</summary>
    public static Stream Open() => new AwaitedStream(Console.OpenStandardInput(), Await);

    /// <summary>Reads, and counts as awaited meanwhile.</summary>
    public static T Await<T>(Func<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Interlocked.Increment(ref waiting);
        try
        {
            return read();
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
