using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using SpecSkills.Application.Audit;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills audit list</c>.</summary>
internal sealed class AuditListCommand
{
    private readonly Option<string?> service = new("--service")
    { Description = "Only this service.", HelpName = "name" };
    private readonly Option<string?> operation = new("--operation")
    { Description = "Only this operation, with its decision and verdict.", HelpName = "id" };
    private readonly Option<string?> kind = new("--kind")
    {
        Description = "Only this kind, such as decision, governance, verification, operation.closed.",
        HelpName = "kind",
    };
    private readonly Option<string?> verdict = new("--verdict") { Description = "Only verdicts of this status." };
    private readonly Option<string?> since = new("--since")
    { Description = "Not older than this: a duration such as 1h, or an RFC 3339 time.", HelpName = "when" };
    private readonly Option<string?> until = new("--until")
    { Description = "Not newer than this: a duration such as 1h, or an RFC 3339 time.", HelpName = "when" };
    private readonly Option<int?> limit = CommonOptions.Number("--limit", 1, AuditQuery.MaximumLimit);
    private readonly Option<long?> cursor = CommonOptions.Number("--cursor", 1, long.MaxValue);
    private readonly Option<bool> follow = new("--follow", "-f")
    { Description = "Print every new record until stopped; with --json, one record per line." };
    private readonly Option<string?> workspace = CommonOptions.Workspace();
    private readonly Option<bool> json = CommonOptions.Json();

    private AuditListCommand()
    {
        verdict.AcceptOnlyFromAmong("allowed", "requires_approval", "blocked");
        limit.Description =
            $"Records on a page, 1 to {AuditQuery.MaximumLimit}. Default: {AuditQuery.DefaultLimit}.";
        limit.HelpName = "number";
        cursor.Description = "Where the previous page ended.";
        cursor.HelpName = "number";
        follow.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<bool>() && (IsGiven(result, until) || IsGiven(result, cursor)))
                result.AddError("--follow waits for new records: leave out --until and --cursor.");
        });
    }

    public static Command Create(ProgramContext context)
    {
        var list = new AuditListCommand();
        var command = new Command("list", "List records, newest last.")
        {
            list.service, list.operation, list.kind, list.verdict, list.since, list.until, list.limit, list.cursor,
            list.follow, list.workspace, list.json,
        };
        command.WithExamples(
            "specskills audit list --service todo-frontend --since 1h",
            "specskills audit list --verdict blocked --json",
            "specskills audit list --follow");
        command.SetAction((parsed, cancellation) => list.RunAsync(context, parsed, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ProgramContext context, ParseResult parsed, CancellationToken cancellation)
    {
        using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
        var now = open.Time.GetUtcNow();
        var named = parsed.GetValue(service);
        var query = new AuditQuery(
            // Records outlive their service: an unknown name is searched for as it was given.
            ServiceArgument.Known(open, named),
            parsed.GetValue(operation), null, parsed.GetValue(verdict), parsed.GetValue(kind),
            Time("--since", parsed.GetValue(since), now), parsed.GetValue(limit) ?? AuditQuery.DefaultLimit,
            parsed.GetValue(cursor),
            Time("--until", parsed.GetValue(until), now));
        if (!parsed.GetValue(follow))
        {
            Report(context.Terminal, open.Record.Reader.Query(query), query.Kind, parsed.GetValue(json));
            return ExitCode.Done;
        }

        var lines = parsed.GetValue(json);
        // The machine's clock, also where the workspace's clock has stopped: a person is waiting.
        await new FollowRecord(open.Record.Reader, TimeProvider.System).ExecuteAsync(
            query, records => Show(context.Terminal, records, lines), cancellation);
        return ExitCode.Cancelled;
    }

    /// <summary>A default does not count as given.</summary>
    private static bool IsGiven(SymbolResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private static void Show(Terminal terminal, IReadOnlyList<AuditEntry> records, bool json)
    {
        if (json)
            foreach (var entry in records) JsonAnswer.WriteLine(terminal.Answers, entry.Record);
        else RecordLines.WritePlain(terminal.Answers, records);
    }

    private static void Report(Terminal terminal, AuditPage page, string? kind, bool json)
    {
        // The search runs anyway: another version of this program may have written such a record.
        if (page.Records.Count == 0 && kind is not null && !RecordKinds.All.Contains(kind))
            terminal.Notes.WriteLine(
                $"'{kind}' is not a kind of record; the kinds are {string.Join(", ", RecordKinds.All)}");
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

    private static DateTimeOffset? Time(string option, string? text, DateTimeOffset now)
    {
        if (text is null) return null;
        if (DurationText.TryParse(text, out var ago)) return now - ago;
        if (DocumentTime.TryParse(text, out var time)) return time;
        throw new ProblemException(new Problem($"{option} is neither a duration nor a time.")
        {
            Found = $"'{text}'",
            Allowed = "a duration such as 90s, 1h or 7d, or a time such as 2026-11-22T10:00:00Z",
        });
    }
}
