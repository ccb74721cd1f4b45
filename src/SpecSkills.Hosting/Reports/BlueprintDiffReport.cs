using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints.Changes;
using Spectre.Console;

namespace SpecSkills.Hosting.Reports;

/// <summary>Shows what differs between two blueprints, section by section.</summary>
public static class BlueprintDiffReport
{
    /// <summary>Writes it for a person.</summary>
    public static void Write(IAnsiConsole screen, BlueprintDiff diff)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(diff);
        if (diff.Changes.Count == 0)
        {
            screen.WriteLine("No change in meaning.");
            return;
        }

        foreach (var section in diff.Changes.GroupBy(change => change.Section))
        {
            screen.MarkupLineInterpolated($"[bold]{section.Key}[/]");
            foreach (var change in section)
                screen.MarkupLineInterpolated(
                    $"  {change.Path}: {change.Before ?? "(absent)"} -> {change.After ?? "(absent)"}{Note(change)}");
        }

        screen.WriteLine();
        screen.WriteLine($"version: needs at least a {Word(diff.RequiredBump)} bump");
        screen.WriteLine($"authority: {Word(diff.Authority)}"
            + (diff.NeedsAcceptance ? ", in force only after a person accepts it" : ""));
    }

    /// <summary>The same as a document.</summary>
    public static JsonObject Document(BlueprintDiff diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        return new JsonObject
        {
            ["changes"] = new JsonArray([.. diff.Changes.Select(change => new JsonObject
            {
                ["section"] = change.Section,
                ["path"] = change.Path,
                ["before"] = change.Before,
                ["after"] = change.After,
                ["bump"] = Word(change.Bump),
                ["authority"] = Word(change.Authority),
            })]),
            ["required_bump"] = Word(diff.RequiredBump),
            ["authority"] = Word(diff.Authority),
            ["needs_acceptance"] = diff.NeedsAcceptance,
        };
    }

    private static string Note(BlueprintChange change) =>
        change.Authority == AuthorityEffect.Unchanged ? "" : $" ({Word(change.Authority)})";

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
