using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace SpecSkills.Hosting;

/// <summary>
/// The operational log: what a program is doing, for the person who runs it. Goes to stderr, never to stdout, and is no
/// record - that is the audit log's business. <c>SPECSKILLS_LOG</c> sets how much: error, warning (the default), info,
/// debug. Most runs write no line, so Serilog is set up with the first one.
/// </summary>
public sealed class ProgramLog : ILogger
{
    /// <summary>Sets how much is logged.</summary>
    public const string Variable = "SPECSKILLS_LOG";

    private readonly LogEventLevel least;
    private readonly Lazy<Logger> logger;

    private ProgramLog(LogEventLevel least)
    {
        this.least = least;
        logger = new Lazy<Logger>(() => new LoggerConfiguration().MinimumLevel.Is(least)
            .WriteTo.Console(new LogLineFormatter(), standardErrorFromLevel: LogEventLevel.Verbose)
            .CreateLogger());
    }

    /// <summary>A log that says as much as <see cref="Variable"/> wants; an unknown word there is a problem.</summary>
    public static ILogger FromEnvironment() => Of(Environment.GetEnvironmentVariable(Variable));

    /// <summary>A log that says as much as this word wants.</summary>
    public static ILogger Of(string? level) => new ProgramLog(LeastLevel(level));

    /// <inheritdoc/>
    public bool IsEnabled(LogEventLevel level) => level >= least;

    /// <inheritdoc/>
    public void Write(LogEvent logEvent)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        if (IsEnabled(logEvent.Level)) logger.Value.Write(logEvent);
    }

    /// <summary>A log with more properties, as the loggers of libraries take.</summary>
    public ILogger ForContext(IEnumerable<ILogEventEnricher> enrichers) => logger.Value.ForContext(enrichers);

    private static LogEventLevel LeastLevel(string? text) => text?.ToLowerInvariant() switch
    {
        null or "" or "warning" => LogEventLevel.Warning,
        "error" => LogEventLevel.Error,
        "info" => LogEventLevel.Information,
        // What libraries call a trace is a detail too.
        "debug" => LogEventLevel.Verbose,
        _ => throw new ProblemException(new Problem("The log level is not known.")
        {
            Place = Variable,
            Found = $"'{text}'",
            Allowed = "error, warning, info or debug",
            Next = $"unset {Variable}, or set it to one of these",
        }),
    };
}
