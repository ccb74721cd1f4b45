using System.Globalization;
using SpecSkills.Application.Blueprints;
using SpecSkills.Core.Blueprints;
using Spectre.Console;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary>
/// Findings as a compiler prints them: place, message, the source line with a caret, and what to do next. One finding's
/// first line is <c>file:line:column: severity code: message</c>, which editors and grep understand.
/// </summary>
public static class ValidationReportText
{
    /// <summary>A longer source line is cut around the caret: a minified file is one line.</summary>
    private const int ShownLineLength = 100;

    /// <summary>Writes all findings and a last line that counts them.</summary>
    public static void Write(IAnsiConsole screen, ValidationReport report)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(report);
        foreach (var file in report.Files)
        {
            var lines = file.Text?.ReplaceLineEndings("\n").Split('\n') ?? [];
            foreach (var finding in file.Diagnostics) Write(screen, file.File, lines, finding);
        }

        var errors = report.Files.Sum(file => Count(file, DiagnosticSeverity.Error));
        var warnings = report.Files.Sum(file => Count(file, DiagnosticSeverity.Warning));
        var invalid = report.Files.Count(file => !file.IsValid);
        screen.WriteLine(
            $"{Plural(report.Files.Count, "file")}: {report.Files.Count - invalid} valid, {invalid} invalid "
            + $"({Plural(errors, "error")}, {Plural(warnings, "warning")})");
    }

    /// <summary>Writes one finding.</summary>
    public static void Write(IAnsiConsole screen, string file, IReadOnlyList<string> lines, Diagnostic finding)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(finding);
        var place = finding.Line > 0 ? $"{file}:{finding.Line}:{finding.Column}" : file;
        var isError = finding.Severity == DiagnosticSeverity.Error;
        // What comes from a file is escaped: it cannot colour its own report.
        var colour = isError ? "red" : "yellow";
        var severity = isError ? "error" : "warning";
        screen.MarkupLine($"[bold]{Markup.Escape(place)}:[/] [{colour}]{severity}[/] {finding.Code}: "
            + Markup.Escape(Visible(finding.Message)));
        if (finding.Line > 0 && finding.Line <= lines.Count) WriteSource(screen, lines[finding.Line - 1], finding);
        if (finding.Path.Length > 0) screen.MarkupLineInterpolated($"  [grey]in:[/]   {Visible(finding.Path)}");
        screen.MarkupLineInterpolated($"  [grey]help:[/] {Visible(finding.Help)}");
        screen.WriteLine();
    }

    private static void WriteSource(IAnsiConsole screen, string line, Diagnostic finding)
    {
        var caret = Math.Clamp(finding.Column - 1, 0, line.Length);
        var from = Math.Max(0, caret - ShownLineLength / 2);
        var shown = line.AsSpan(from, Math.Min(ShownLineLength, line.Length - from)).ToString();
        // A tab moves the caret as far as it moved the text.
        var visible = Visible(shown);
        var indentation = new string([.. visible.Take(caret - from).Select(c => c == '\t' ? '\t' : ' ')]);
        var number = $"{finding.Line,5}";
        screen.MarkupLineInterpolated($"[grey]{number} |[/] {visible}");
        screen.MarkupLineInterpolated($"[grey]{"",5} |[/] {indentation}[red]^[/]");
    }

    // What a terminal would obey instead of show becomes a mark.
    private static string Visible(string text) => new([.. text.Select(c => c == '\t' || !IsObeyed(c) ? c : '?')]);

    private static bool IsObeyed(char character) => char.IsControl(character)
        || char.GetUnicodeCategory(character)
            is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static int Count(ValidatedFile file, DiagnosticSeverity severity) =>
        file.Diagnostics.Count(finding => finding.Severity == severity);

    private static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
