using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;
using Spectre.Console;

namespace SpecSkills.Hosting.Reports;

/// <summary>Shows findings to a person, on stderr: place, what was found, what to do.</summary>
public static class DiagnosticReport
{
    /// <summary>Writes all of them; <paramref name="file"/> is what they are about.</summary>
    public static void Write(IAnsiConsole notes, string file, IEnumerable<Diagnostic> findings)
    {
        ArgumentNullException.ThrowIfNull(notes);
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var finding in findings)
        {
            var place = finding.Line > 0 ? $"{file}:{finding.Line}:{finding.Column}" : file;
            var colour = finding.Severity == DiagnosticSeverity.Error ? "red" : "yellow";
            notes.MarkupLine($"[{colour}]{WireWord.Of(finding.Severity)} {finding.Code}[/] " +
                Markup.Escape($"{place} {finding.Path}: {finding.Message}"));
            notes.MarkupLine($"  [grey]next:[/] {Markup.Escape(finding.Help)}");
        }
    }
}
