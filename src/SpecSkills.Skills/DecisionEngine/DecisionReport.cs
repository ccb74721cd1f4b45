using SpecSkills.Application.Documents;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Primitives;
using Spectre.Console;

namespace SpecSkills.Skills.DecisionEngine;

/// <summary>A decision for people: what, why, by which lines of the blueprint, and what else was looked at.</summary>
public static class DecisionReport
{
    /// <summary>Writes it to the screen the answer goes to.</summary>
    public static void Write(IAnsiConsole screen, Decision decision)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(decision);
        screen.MarkupLineInterpolated(
            $"[bold]{decision.Service}[/] {WireWord.Of(decision.Type)} ({decision.Reason})");
        screen.MarkupLineInterpolated($"  blueprint   {decision.Blueprint.Version} {decision.Blueprint.Digest}");
        screen.MarkupLineInterpolated($"  now         {State(decision.CurrentState)}");
        screen.MarkupLineInterpolated($"  wanted      {State(decision.TargetState)}");
        screen.MarkupLineInterpolated($"  why         {decision.Rationale}");
        if (decision.BlueprintReferences.Count > 0)
            screen.MarkupLineInterpolated($"  by          {string.Join(", ", decision.BlueprintReferences)}");
        foreach (var operation in decision.Operations) Write(screen, operation);
        if (decision.ProposalOnly) screen.MarkupLine("  [yellow]proposed[/]    a person decides whether this is done");
        if (decision.Alert) screen.MarkupLine("  [yellow]alert[/]       a person should know");
        screen.MarkupLine("  considered");
        foreach (var rule in decision.Considered)
            screen.MarkupLineInterpolated($"    {rule.Rule,-22}{rule.Outcome,-15}{rule.Why}");
    }

    private static void Write(IAnsiConsole screen, Operation operation)
    {
        var target = operation.Target;
        screen.MarkupLineInterpolated(
            $"  operation   {WireWord.Of(operation.Kind)} {target.Namespace}/{target.Name} {operation.Id}");
        foreach (var name in operation.Before.Names.Union(operation.After.Names))
            screen.MarkupLineInterpolated(
                $"    {name}: {operation.Before[name] ?? "(not set)"} -> {operation.After[name] ?? "(not set)"}");
    }

    private static string State(IReadOnlyList<StateValue> values) =>
        string.Join(", ", values.Select(value => $"{value.Key} {value.Text}"));
}
