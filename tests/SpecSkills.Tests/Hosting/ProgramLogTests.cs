using Serilog;
using Serilog.Core;
using Serilog.Events;
using SpecSkills.Hosting;
using Xunit;

namespace SpecSkills.Tests.Hosting;

/// <summary>What a line of the log looks like, and which events become one.</summary>
public sealed class ProgramLogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 2, 10, 14, 0, 0, 7, TimeSpan.FromHours(2));

    [Theory]
    [InlineData(LogEventLevel.Fatal, "error")]
    [InlineData(LogEventLevel.Error, "error")]
    [InlineData(LogEventLevel.Warning, "warning")]
    [InlineData(LogEventLevel.Information, "info")]
    [InlineData(LogEventLevel.Debug, "debug")]
    [InlineData(LogEventLevel.Verbose, "debug")]
    public void A_line_begins_with_its_time_in_UTC_and_its_level(LogEventLevel level, string word) =>
        Assert.Equal(
            $"2026-02-10T12:00:00.007Z {word} serving a/b for 3 days\n",
            Line(log => log.Write(level, "serving {Server} for {Days} days", "a/b", 3)));

    [Fact]
    public void Braces_and_quotes_of_a_value_are_shown_as_they_are() =>
        Assert.EndsWith(
            " warning {\"a\": {Days}}\n", Line(log => log.Warning("{Notice}", "{\"a\": {Days}}")),
            StringComparison.Ordinal);

    [Fact]
    public void A_librarys_line_names_its_source_and_a_failure_its_reason() =>
        Assert.EndsWith(
            " error Some.Library: it failed (the reason)\n",
            Line(log => log.ForContext(Constants.SourceContextPropertyName, "Some.Library")
                .Error(new InvalidOperationException("the reason"), "it failed")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(null, LogEventLevel.Warning)]
    [InlineData("", LogEventLevel.Warning)]
    [InlineData("error", LogEventLevel.Error)]
    [InlineData("Warning", LogEventLevel.Warning)]
    [InlineData("info", LogEventLevel.Information)]
    [InlineData("DEBUG", LogEventLevel.Verbose)]
    public void As_much_is_logged_as_is_wanted(string? wanted, LogEventLevel least)
    {
        var log = ProgramLog.Of(wanted);

        Assert.All(Enum.GetValues<LogEventLevel>(), level => Assert.Equal(level >= least, log.IsEnabled(level)));
    }

    [Theory]
    [InlineData("loud")]
    [InlineData("2")]
    [InlineData("information")]
    public void An_unknown_level_is_a_problem_that_names_the_known_ones(string wanted)
    {
        var problem = Assert.Throws<ProblemException>(() => ProgramLog.Of(wanted)).Problem;

        Assert.Equal(ProgramLog.Variable, problem.Place);
        Assert.Equal($"'{wanted}'", problem.Found);
        Assert.Equal("error, warning, info or debug", problem.Allowed);
    }

    private static string Line(Action<ILogger> write)
    {
        var sink = new TextSink();
        using (var log = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(sink).CreateLogger()) write(log);
        return sink.Text;
    }

    private sealed class TextSink : ILogEventSink
    {
        public string Text { get; private set; } = "";

        public void Emit(LogEvent logEvent)
        {
            using var text = new StringWriter { NewLine = "\n" };
            new LogLineFormatter().Format(
                new LogEvent(
                    Noon, logEvent.Level, logEvent.Exception, logEvent.MessageTemplate,
                    logEvent.Properties.Select(one => new LogEventProperty(one.Key, one.Value))),
                text);
            Text += text;
        }
    }
}
