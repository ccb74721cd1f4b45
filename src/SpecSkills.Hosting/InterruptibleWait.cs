namespace SpecSkills.Hosting;

/// <summary>
/// Waits that cannot be cancelled, and a signal that must end them. Whichever comes first, the other one sees it: a
/// signal between two waits would otherwise only be heard by a second signal.
/// </summary>
/// <param name="exit">Ends the program. In tests it returns.</param>
public sealed class InterruptibleWait(Action exit)
{
    private int waiting;
    private int signalled;

    /// <summary>Reads. A signal that came before, or comes meanwhile, ends the program.</summary>
    public T Await<T>(Func<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        // Both sides write their own mark before they read the other's, each with a full fence.
        Interlocked.Increment(ref waiting);
        try
        {
            if (Volatile.Read(ref signalled) != 0) exit();
            return read();
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>A signal asks the program to end.</summary>
    public void Signal()
    {
        Interlocked.Exchange(ref signalled, 1);
        if (Volatile.Read(ref waiting) > 0) exit();
    }
}
