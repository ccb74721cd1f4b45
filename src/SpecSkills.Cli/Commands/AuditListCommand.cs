using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills audit list</c>.</summary>
internal static class AuditListCommand
{
    public static Command Create(ProgramContext context)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var service = new Option<string?>("--service") { Description = "Only this service.", HelpName = "name" };
        var operation = new Option<string?>("--operation")
        { Description = "Only this operation, with its decision and verdict.", HelpName = "id" };
        var kind = new Option<string?>("--kind")
        {
            Description = "Only this kind, such as decision, governance, verification, operation.closed.",
            HelpName = "kind",
        };
        var verdict = new Option<string?>("--verdict") { Description = "Only verdicts of this status." };
        verdict.AcceptOnlyFromAmong("allowed", "requires_approval", "blocked");
        var since = new Option<string?>("--since")
        { Description = "Not older than this: a duration such as 1h, or an RFC 3339 time.", HelpName = "when" };
        var limit = new Option<int>("--limit")
        {
            Description = $"Records on a page, 1 to {AuditQuery.MaximumLimit}.",
            DefaultValueFactory = _ => AuditQuery.DefaultLimit,
        };
        var cursor = new Option<long?>("--cursor")
        { Description = "Where the page before ended.", HelpName = "number" };
        var command = new Command("list", "List records, newest last.")
        {
            service, operation, kind, verdict, since, limit, cursor, workspace, json,
        };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > AuditQuery.MaximumLimit)
                result.AddError($"--limit is a number from 1 to {AuditQuery.MaximumLimit}.");
        });
        command.WithExamples(
            "specskills audit list --service todo-frontend --since 1h",
            "specskills audit list --verdict blocked --json");
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var page = open.Record.Reader.Query(new AuditQuery(
                parsed.GetValue(service), parsed.GetValue(operation), null, parsed.GetValue(verdict),
                parsed.GetValue(kind), Since(parsed.GetValue(since), open.Time.GetUtcNow()), parsed.GetValue(limit),
                parsed.GetValue(cursor)));
            Report(context.Terminal, page, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Report(Terminal terminal, AuditPage page, bool json)
    {
        if (json)
        {
            JsonAnswer.Write(terminal.Answers, new JsonObject
            {
                ["records"] = new JsonArray([.. page.Records.Select(entry => entry.Record.DeepClone())]),
                ["next"] = page.Next,
            });
            return;
        }

        // The reader answers newest first, for cursors; a person reads downwards in time.
        RecordLines.Write(terminal, [.. page.Records.Reverse()]);
        if (page.Records.Count == 0) terminal.Notes.WriteLine("no records match");
        if (page.Next is { } next) terminal.Notes.WriteLine($"older ones: add --cursor {next}");
    }

    private static DateTimeOffset? Since(string? text, DateTimeOffset now)
    {
        if (text is null) return null;
        if (DurationText.TryParse(text, out var ago)) return now - ago;
        if (DocumentTime.TryParse(text, out var time)) return time;
        throw new ProblemException(new Problem("--since is neither a duration nor a time.")
        {
            Found = $"'{text}'",
            Allowed = "a duration such as 90s, 1h or 7d, or a time such as 2026-11-22T10:00:00Z",
        });
    }
}
