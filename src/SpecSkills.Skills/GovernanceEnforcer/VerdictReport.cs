using SpecSkills.Application.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using Spectre.Console;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>A verdict for people: the answer, the rule that gave it, and what could be done instead.</summary>
public static class VerdictReport
{
    /// <summary>Writes it to the screen the answer goes to.</summary>
    public static void Write(IAnsiConsole screen, Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(verdict);
        var (colour, answer) = verdict.Status switch
        {
            VerdictStatus.Allowed => ("green", "allowed"),
            VerdictStatus.RequiresApproval => ("yellow", "needs a person's approval"),
            _ => ("red", "blocked"),
        };
        screen.MarkupLine($"[{colour} bold]{answer}[/] {Markup.Escape(verdict.Operation)}");
        screen.MarkupLineInterpolated($"  rule        {verdict.Rule}");
        screen.MarkupLineInterpolated($"  why         {verdict.Explanation}");
        if (verdict.Effects.Count > 1)
            screen.MarkupLineInterpolated($"  effects     {string.Join(", ", verdict.Effects)}");
        if (verdict.RetryAt is { } at) screen.MarkupLineInterpolated($"  retry at    {DocumentTime.Text(at)}");
        if (verdict.Alternative is { } other)
        {
            var parameters = OperationWriter.Parameters(other.Parameters).ToJsonString();
            screen.MarkupLineInterpolated(
                $"  instead     {WireWord.Of(other.Parameters.Kind)} {parameters}: {other.Why}");
        }

        screen.MarkupLineInterpolated($"  operation   {verdict.OperationId}");
    }
}
