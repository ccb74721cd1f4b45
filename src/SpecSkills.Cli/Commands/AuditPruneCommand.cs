using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Cli.Commands;

/// <summary>
/// <c>specskills audit prune</c>: prunes now, as the agent does once a day. The policy says how long records
/// are kept; there is no option for it.
/// </summary>
internal static class AuditPruneCommand
{
    public static Command Create(ProgramContext context)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be deleted and delete nothing." };
        return RecordCommand.Create(
            context, "prune", "Delete whole days of records past the policy's retention_period.", [dryRun],
            (open, parsed, json) => parsed.GetValue(dryRun)
                ? Preview(context.Terminal, open, json) : Prune(context.Terminal, open, json))
            .WithExamples("specskills audit prune --dry-run", "specskills audit prune");
    }

    private static int Preview(Terminal terminal, OpenWorkspace open, bool json)
    {
        var (retention, due, why) = open.Prune.Preview();
        if (retention is not { } keep) throw Undecided(why!);
        if (json) JsonAnswer.Write(terminal.Answers, Document(due, deleted: false, DurationText.Format(keep)));
        else Tell(terminal, due, $"Kept for {DurationText.Format(keep)}: nothing is older.", "would be deleted");
        return ExitCode.Done;
    }

    private static int Prune(Terminal terminal, OpenWorkspace open, bool json)
    {
        var actor = terminal.PersonIsPresent ? Principal.PersonLocal : Principal.AgentMcp;
        IReadOnlyList<PrunableSegment> gone = open.Prune.Execute(actor) switch
        {
            PruneResult.Pruned pruned => pruned.Segments,
            PruneResult.Broken { Fault: var fault } => throw new ProblemException(new Problem(
                "The record is broken, so nothing of it is deleted.", ExitCode.VerificationFailed)
            {
                Place = fault.Place,
                Found = $"record {fault.Sequence}: {fault.Explanation}",
                Allowed = "a record that verifies",
                Next = "specskills audit verify; a broken record is evidence: look at it before you delete it",
            }),
            PruneResult.Undecided { Why: var why } => throw Undecided(why),
            _ => [],
        };
        if (json) JsonAnswer.Write(terminal.Answers, Document(gone, deleted: gone.Count > 0, null));
        else Tell(terminal, gone, "Nothing is past its retention.", "deleted");
        return ExitCode.Done;
    }

    private static ProblemException Undecided(string why) => new(new Problem(
        "Nothing is deleted: the retention period is not known.", ExitCode.InvalidInput)
    {
        Found = why,
        Next = "specskills validate",
    });

    private static void Tell(Terminal terminal, IReadOnlyList<PrunableSegment> segments, string none, string what)
    {
        foreach (var segment in segments)
            terminal.Answers.WriteLine(
                $"{segment.Name} {what}: up to record {segment.End.Sequence}, {segment.Bytes} bytes");
        if (segments.Count == 0) terminal.Answers.WriteLine(none);
    }

    private static JsonObject Document(IReadOnlyList<PrunableSegment> segments, bool deleted, string? retention)
    {
        var document = new JsonObject
        {
            ["deleted"] = deleted,
            ["segments"] = new JsonArray([.. segments.Select(segment => new JsonObject
            {
                ["segment"] = segment.Name,
                ["bytes"] = segment.Bytes,
                ["records"] = segment.End.Sequence,
                ["head"] = segment.End.LineHash,
            })]),
        };
        if (retention is not null) document["retention_period"] = retention;
        return document;
    }
}
