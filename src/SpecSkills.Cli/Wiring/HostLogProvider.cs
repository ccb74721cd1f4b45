using Microsoft.Extensions.Logging;
using SpecSkills.Hosting;

namespace SpecSkills.Cli.Wiring;

/// <summary>Leads the logs of libraries into the program's own, on stderr.</summary>
internal sealed class HostLogProvider(HostLog log) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(log, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(HostLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => log.Writes(Level(logLevel));

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var text = $"{category}: {formatter(state, exception)}";
            log.Write(Level(logLevel), exception is null ? text : $"{text} ({exception.Message})");
        }

        private static HostLogLevel Level(LogLevel level) => level switch
        {
            LogLevel.Critical or LogLevel.Error => HostLogLevel.Error,
            LogLevel.Warning => HostLogLevel.Warning,
            LogLevel.Information => HostLogLevel.Info,
            _ => HostLogLevel.Debug,
        };
    }
}
