namespace SpecSkills.Hosting;

/// <summary>
/// The process's standard input. A read cannot be cancelled, so a signal that arrives while the program waits for it,
/// or before it begins to wait, ends the program at once: no work has started that could be lost.
/// </summary>
public static class StandardInput
{
    private static readonly InterruptibleWait Wait = new(() => Environment.Exit(ExitCode.Cancelled));

    /// <summary>The bytes.</summary>
    public static Stream Open() => new AwaitedStream(Console.OpenStandardInput(), Wait.Await);

    /// <summary>Reads, and counts as awaited meanwhile.</summary>
    public static T Await<T>(Func<T> read) => Wait.Await(read);

    /// <summary>A signal asks the program to end.</summary>
    public static void Interrupt() => Wait.Signal();
}
