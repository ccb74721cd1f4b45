using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills audit show</c>: complete records, as they are on disk.</summary>
internal static class AuditShowCommand
{
    public static Command Create(ProgramContext context)
    {
        var id = new Argument<string>("id")
        { Description = "A record's number, or the id of a decision, an operation or an approval." };
        return RecordCommand.Create(context, "show", "Show complete records.", [id], (open, parsed, json) =>
        {
            var wanted = parsed.GetRequiredValue(id);
            var records = Find(open.Record.Reader, wanted);
            if (records.Count == 0)
                throw new ProblemException(new Problem("No record has that number or id.", ExitCode.InvalidInput)
                {
                    Place = open.Record.Folder,
                    Found = $"'{wanted}'",
                    Next = "specskills audit list",
                });
            if (json)
                JsonAnswer.Write(context.Terminal.Answers, new JsonArray([.. records.Select(entry => entry.Record)]));
            else
                foreach (var entry in records) JsonAnswer.Write(context.Terminal.Answers, entry.Record);
            return ExitCode.Done;
        }).WithExamples("specskills audit show 42", "specskills audit show sha256:1f0c...");
    }

    private static List<AuditEntry> Find(IAuditReader reader, string wanted)
    {
        if (long.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var newest = reader.Query(new AuditQuery(Limit: 1, Before: number + 1)).Records;
            return [.. newest.Where(entry => entry.Sequence == number)];
        }

        var named = reader.Query(new AuditQuery(Id: wanted, Limit: AuditQuery.MaximumLimit)).Records;
        var about = reader.Query(new AuditQuery(OperationId: wanted, Limit: AuditQuery.MaximumLimit)).Records;
        return [.. named.Concat(about).DistinctBy(entry => entry.Sequence).OrderBy(entry => entry.Sequence)];
    }
}
