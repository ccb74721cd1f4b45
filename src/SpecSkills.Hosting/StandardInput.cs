namespace SpecSkills.Hosting;

/// <summary>
/// The process's standard input. A read of it cannot be called off, so a signal that comes while somebody is waited for
/// ends the program there: nothing has begun that could be lost.
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
