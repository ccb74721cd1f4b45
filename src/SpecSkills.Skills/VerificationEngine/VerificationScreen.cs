using SpecSkills.Application.Documents;
using SpecSkills.Core.Primitives;
using SpecSkills.Core.Verification;
using Spectre.Console;

namespace SpecSkills.Skills.VerificationEngine;

/// <summary>A verification for people: the result, every target before and after, and why.</summary>
public static class VerificationScreen
{
    /// <summary>Writes it to the screen the answer goes to.</summary>
    public static void Write(IAnsiConsole screen, VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(report);
        screen.MarkupLineInterpolated(
            $"[bold]{WireWord.Of(report.Result)}[/] after {DurationText.Format(report.WaitTime)}");
        foreach (var check in report.Checks)
        {
            var (before, after) = (check.Before ?? "-", check.After ?? "-");
            var met = check.Met switch { true => "met", false => "missed", null => "not judged" };
            screen.MarkupLineInterpolated(
                $"  {check.Metric,-20}{before,-12} -> {after,-12} limit {check.Limit,-12}{met}");
        }

        screen.MarkupLineInterpolated($"  {report.Rationale}");
        if (report.Rollback is { } rollback)
            screen.MarkupLineInterpolated(
                $"  rollback {(rollback.Succeeded ? "done" : "FAILED")} in {DurationText.Format(rollback.Duration)}");
    }
}
