using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;

namespace SpecSkills.Hosting;

/// <summary>
/// One line for each event, with the words of <c>SPECSKILLS_LOG</c>:
/// <c>2026-02-10T08:00:00.000Z warning ModelContextProtocol.Server: the input ended (closed)</c>.
/// </summary>
public sealed class LogLineFormatter : ITextFormatter
{
    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        ArgumentNullException.ThrowIfNull(output);
        var when = logEvent.Timestamp.UtcDateTime;
        output.Write(when.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture));
        output.Write(Word(logEvent.Level));
        output.Write(' ');
        if (logEvent.Properties.GetValueOrDefault(Constants.SourceContextPropertyName)
            is ScalarValue { Value: string source })
            output.Write($"{source}: ");
        // Values as they are: without the quotes that Serilog puts around texts.
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken named
                && logEvent.Properties.GetValueOrDefault(named.PropertyName) is ScalarValue { Value: string text })
                output.Write(text);
            else
                token.Render(logEvent.Properties, output, CultureInfo.InvariantCulture);
        }

        output.WriteLine(logEvent.Exception is { } failed ? $" ({failed.Message})" : "");
    }

    private static string Word(LogEventLevel level) => level switch
    {
        LogEventLevel.Fatal or LogEventLevel.Error => "error",
        LogEventLevel.Warning => "warning",
        LogEventLevel.Information => "info",
        _ => "debug",
    };
}
