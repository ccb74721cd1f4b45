namespace SpecSkills.Hosting;

/// <summary>
/// The operational log: what a program is doing, for its operator. Goes to stderr, never to stdout, and is no record
/// - that is the audit log's business. <c>SPECSKILLS_LOG</c> sets how much: error, warning (the default), info, debug.
/// </summary>
public sealed class HostLog(TextWriter notes, HostLogLevel level, TimeProvider time)
{
    /// <summary>Sets how much is logged.</summary>
    public const string Variable = "SPECSKILLS_LOG";

    private readonly Lock turn = new();

    /// <summary>A log that says as much as <see cref="Variable"/> wants; an unknown word there is a problem.</summary>
    public static HostLog FromEnvironment(TextWriter notes)
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text)) return new HostLog(notes, HostLogLevel.Warning, TimeProvider.System);
        if (Enum.TryParse<HostLogLevel>(text, ignoreCase: true, out var level) && !char.IsAsciiDigit(text[0]))
            return new HostLog(notes, level, TimeProvider.System);
        throw new ProblemException(new Problem("The log level is not known.")
        {
            Place = Variable,
            Found = $"'{text}'",
            Allowed = "error, warning, info or debug",
            Next = $"unset {Variable}, or set it to one of these",
        });
    }

    /// <summary>True when details are wanted, stack traces too.</summary>
    public bool IsDebug => level == HostLogLevel.Debug;

    /// <summary>Something failed.</summary>
    public void Error(string text) => Write(HostLogLevel.Error, text);

    /// <summary>Something is wrong, and work continues.</summary>
    public void Warning(string text) => Write(HostLogLevel.Warning, text);

    /// <summary>What is being done.</summary>
    public void Info(string text) => Write(HostLogLevel.Info, text);

    /// <summary>Details for finding a fault.</summary>
    public void Debug(string text) => Write(HostLogLevel.Debug, text);

    /// <summary>True when a line of this level is written.</summary>
    public bool Writes(HostLogLevel at) => at <= level;

    /// <summary>A line of any level.</summary>
    public void Write(HostLogLevel at, string text)
    {
        if (!Writes(at)) return;
        var when = time.GetUtcNow();
        lock (turn) notes.WriteLine($"{when:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {at.ToString().ToLowerInvariant()} {text}");
    }
}
