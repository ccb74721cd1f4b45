using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Core.Audit;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills audit verify</c>.</summary>
internal static class AuditVerifyCommand
{
    public static Command Create(ProgramContext context)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("verify", "Walk the whole chain of records and name the first bad one.")
        {
            workspace, json,
        };
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var result = open.Record.Reader.Verify();
            if (parsed.GetValue(json)) JsonAnswer.Write(context.Terminal.Answers, Document(result));
            else Report(context.Terminal, result);
            return result.IsIntact ? ExitCode.Done : ExitCode.VerificationFailed;
        });
        return command;
    }

    private static void Report(Terminal terminal, AuditVerification result)
    {
        if (result.Fault is { } fault)
        {
            terminal.Answers.WriteLine(
                $"BROKEN at record {fault.Sequence}, {fault.Segment} line {fault.Line}: {fault.Explanation}");
            terminal.Answers.WriteLine($"{result.Records} records before it hold.");
        }
        else
        {
            terminal.Answers.WriteLine($"{result.Records} records, the chain holds. Head: {result.Head.LineHash}");
        }

        if (result.PrunedRecords > 0)
            terminal.Answers.WriteLine($"{result.PrunedRecords} records before them are pruned, as the record says.");
        foreach (var witness in result.WitnessesCompared)
            terminal.Answers.WriteLine($"agrees with {witness.Source} at record {witness.Head.Sequence}");
        if (result.UnvouchedRecords > 0)
            terminal.Answers.WriteLine(
                $"{result.UnvouchedRecords} records at the end are vouched for by nothing but the chain.");
    }

    private static JsonObject Document(AuditVerification result)
    {
        var document = new JsonObject
        {
            ["verified"] = result.IsIntact,
            ["records"] = result.Records,
            ["head"] = new JsonObject { ["seq"] = result.Head.Sequence, ["hash"] = result.Head.LineHash },
            ["witnesses"] = new JsonArray([.. result.WitnessesCompared.Select(witness => new JsonObject
            {
                ["source"] = witness.Source, ["seq"] = witness.Head.Sequence,
            })]),
            ["pruned_records"] = result.PrunedRecords,
            ["unvouched_records"] = result.UnvouchedRecords,
        };
        if (result.Fault is { } fault)
        {
            document["fault"] = new JsonObject
            {
                ["kind"] = fault.Kind.ToString().ToLowerInvariant(),
                ["seq"] = fault.Sequence,
                ["file"] = fault.Segment,
                ["line"] = fault.Line,
                ["explanation"] = fault.Explanation,
            };
        }

        return document;
    }
}
