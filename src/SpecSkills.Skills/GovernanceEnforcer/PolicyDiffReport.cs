using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Governance.Changes;
using SpecSkills.Core.Primitives;
using Spectre.Console;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>Shows what differs between two global policies, and what it does to what agents may do.</summary>
public static class PolicyDiffReport
{
    /// <summary>Writes it for a person.</summary>
    public static void Write(IAnsiConsole screen, PolicyDiff diff)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(diff);
        if (diff.Changes.Count == 0)
        {
            screen.WriteLine("No change in meaning.");
            return;
        }

        foreach (var change in diff.Changes)
        {
            var note = change.Authority == AuthorityEffect.Unchanged ? "" : $" ({WireWord.Of(change.Authority)})";
            screen.MarkupLineInterpolated(
                $"{change.Path}: {change.Before ?? "(absent)"} -> {change.After ?? "(absent)"}{note}");
            screen.MarkupLineInterpolated($"  [grey]{change.Consequence}[/]");
        }

        screen.WriteLine();
        screen.WriteLine($"authority: {WireWord.Of(diff.Authority)}"
            + (diff.NeedsAcceptance ? ", in force only after a person accepts it" : ""));
    }

    /// <summary>The same as a document.</summary>
    public static JsonObject Document(PolicyDiff diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        return new JsonObject
        {
            ["changes"] = new JsonArray([.. diff.Changes.Select(change => new JsonObject
            {
                ["path"] = change.Path,
                ["before"] = change.Before,
                ["after"] = change.After,
                ["authority"] = WireWord.Of(change.Authority),
                ["causes"] = change.Consequence,
            })]),
            ["authority"] = WireWord.Of(diff.Authority),
            ["needs_acceptance"] = diff.NeedsAcceptance,
        };
    }
}
