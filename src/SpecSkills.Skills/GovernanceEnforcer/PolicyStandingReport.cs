using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using Spectre.Console;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>Shows how blueprint and policy files stand to what persons accepted.</summary>
public static class PolicyStandingReport
{
    /// <summary>One line a file, and what a person should do.</summary>
    public static void WriteStatus(IAnsiConsole screen, PolicyStanding standing)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(standing);
        screen.WriteLine(standing.Problem is null
            ? $"lock {standing.LockDigest}"
            : $"BLOCKED: {standing.Problem.Message}");
        foreach (var file in standing.Files)
        {
            screen.WriteLine($"{file.File}  {StateText(file)}");
            if (file.Accepted is { } entry)
                screen.WriteLine($"  accepted {entry.Version} on {DocumentTime.Text(entry.AcceptedAt)} by "
                    + $"{entry.AcceptedBy}, {entry.Digest}");
            if (file.Digest is { } digest && digest != file.Accepted?.Digest)
                screen.WriteLine($"  file     {file.Version}, {digest}");
        }

        foreach (var notice in standing.Notices) screen.WriteLine($"! {notice}");
    }

    /// <summary>Every field that differs from what was accepted; false when none does.</summary>
    public static bool WriteDiff(IAnsiConsole screen, PolicyStanding standing)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(standing);
        var differing = standing.Files.Where(file => file.State != FileState.Accepted).ToList();
        foreach (var file in differing) WriteFile(screen, file);
        return differing.Count > 0;
    }

    /// <summary>One file with its changes.</summary>
    public static void WriteFile(IAnsiConsole screen, FileStanding file)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(file);
        screen.MarkupLineInterpolated($"[bold]{file.File}[/] ({file.Name}): {StateText(file)}");
        foreach (var change in file.Changes)
        {
            screen.MarkupLineInterpolated(
                $"  {change.Path}: {change.Before ?? "(absent)"} -> {change.After ?? "(absent)"}{Note(change)}");
            screen.MarkupLineInterpolated($"    [grey]{change.Consequence}[/]");
        }
    }

    /// <summary>All of it as a document.</summary>
    public static JsonObject Document(PolicyStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return new JsonObject
        {
            ["lock"] = standing.LockDigest,
            ["sound"] = standing.Problem is null,
            ["problem"] = standing.Problem?.Message,
            ["review_overdue"] = standing.Review is not null,
            ["files"] = new JsonArray([.. standing.Files.Select(Document)]),
            ["notices"] = new JsonArray([.. standing.Notices.Select(notice => (JsonNode)notice)]),
        };
    }

    private static JsonObject Document(FileStanding file)
    {
        var document = new JsonObject
        {
            ["file"] = file.File,
            ["name"] = file.Name,
            ["state"] = WireWord.Of(file.State),
            ["waits"] = file.Waits,
        };
        if (file.Accepted is { } entry)
            document["accepted"] = new JsonObject
            {
                ["version"] = entry.Version.ToString(),
                ["digest"] = entry.Digest,
                ["at"] = DocumentTime.Text(entry.AcceptedAt),
                ["by"] = entry.AcceptedBy,
            };
        if (file.Digest is { } digest)
            document["present"] = new JsonObject { ["version"] = file.Version?.ToString(), ["digest"] = digest };
        document["changes"] = new JsonArray([.. file.Changes.Select(change => new JsonObject
        {
            ["path"] = change.Path,
            ["before"] = change.Before,
            ["after"] = change.After,
            ["authority"] = WireWord.Of(change.Authority),
            ["causes"] = change.Consequence,
        })]);
        return document;
    }

    private static string StateText(FileStanding file) => file.State switch
    {
        FileState.Accepted => "in force as accepted",
        FileState.InForce => "in force, allows nothing more; not accepted yet",
        FileState.Waiting => $"WAITS for acceptance; {file.Accepted!.Version} as accepted is in force",
        FileState.New => "WAITS for acceptance; was never accepted, nothing is in force",
        FileState.Lost => "WAITS for acceptance; the accepted content is missing, nothing is in force",
        FileState.Invalid => "invalid, nothing is in force",
        FileState.Gone => "gone, nothing is in force",
        _ => throw new InvalidOperationException($"A state {file.State}."),
    };

    private static string Note(FileChange change) =>
        change.Authority == AuthorityEffect.Unchanged ? "" : $" ({WireWord.Of(change.Authority)})";
}
