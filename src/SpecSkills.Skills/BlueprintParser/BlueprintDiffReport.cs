using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Blueprints;
using Spectre.Console;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary>
/// Shows what differs between two blueprints, section by section: what each change will cause, and who made it when.
/// </summary>
public static class BlueprintDiffReport
{
    /// <summary>Writes it for a person.</summary>
    /// <param name="author">Who wrote a change; null when the author is unknown.</param>
    public static void Write(
        IAnsiConsole screen, BlueprintDiff diff, Func<BlueprintChange, LineAuthor?>? author = null)
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
            {
                screen.MarkupLineInterpolated(
                    $"  {change.Path}: {change.Before ?? "(absent)"} -> {change.After ?? "(absent)"}{Note(change)}");
                screen.MarkupLineInterpolated($"    [grey]{change.Consequence}[/]");
                if (author?.Invoke(change) is { } person) screen.MarkupLineInterpolated($"    [grey]{Text(person)}[/]");
            }
        }

        screen.WriteLine();
        screen.WriteLine($"version: needs at least a {WireWord.Of(diff.RequiredBump)} bump");
        screen.WriteLine($"authority: {WireWord.Of(diff.Authority)}"
            + (diff.NeedsAcceptance ? ", in force only after a person accepts it" : ""));
    }

    /// <summary>The same as a document.</summary>
    public static JsonObject Document(BlueprintDiff diff, Func<BlueprintChange, LineAuthor?>? author = null)
    {
        ArgumentNullException.ThrowIfNull(diff);
        return new JsonObject
        {
            ["changes"] = new JsonArray([.. diff.Changes.Select(change => Document(change, author?.Invoke(change)))]),
            ["required_bump"] = WireWord.Of(diff.RequiredBump),
            ["authority"] = WireWord.Of(diff.Authority),
            ["needs_acceptance"] = diff.NeedsAcceptance,
        };
    }

    private static JsonObject Document(BlueprintChange change, LineAuthor? person)
    {
        var document = new JsonObject
        {
            ["section"] = change.Section,
            ["path"] = change.Path,
            ["before"] = change.Before,
            ["after"] = change.After,
            ["bump"] = WireWord.Of(change.Bump),
            ["authority"] = WireWord.Of(change.Authority),
            ["causes"] = change.Consequence,
        };
        if (person is null) return document;
        document["author"] = person.Name;
        document["changed_at"] = Time(person);
        document["commit"] = person.Commit;
        return document;
    }

    private static string Text(LineAuthor person) => person.Commit is null
        ? "not committed yet"
        : $"by {person.Name}, {Time(person)}, commit {person.Commit}";

    private static string Time(LineAuthor person) =>
        person.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Note(BlueprintChange change) =>
        change.Authority == AuthorityEffect.Unchanged ? "" : $" ({WireWord.Of(change.Authority)})";
}
