using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills audit verify</c>.</summary>
internal static partial class AuditVerifyCommand
{
    public static Command Create(ProgramContext context)
    {
        var witness = new Option<string[]>("--witness")
        {
            Description = "What a notification said of the record: its number and hash. May be given several times.",
            HelpName = "head",
        };
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("verify", "Walk the whole chain of records and name the first bad one.")
        {
            witness, workspace, json,
        };
        command.WithExamples("specskills audit verify", "specskills audit verify --witness \"8 sha256:3f0c...\"");
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var result = open.Record.Reader.Verify(
                [.. (parsed.GetValue(witness) ?? []).Select(Witness)]);
            if (parsed.GetValue(json)) JsonAnswer.Write(context.Terminal.Answers, Document(result));
            else Report(context.Terminal, result);
            return result.IsIntact ? ExitCode.Done : ExitCode.VerificationFailed;
        });
        return command;
    }

    /// <summary>A head as messages write it: <c>8 sha256:3f0c...</c>.</summary>
    private static AuditWitness Witness(string text)
    {
        var parts = text.Trim().Split([' ', ':'], 2);
        return parts is [var number, var hash] && HashText().IsMatch(hash)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence > 0
            ? new AuditWitness("the witness given", new AuditHead(sequence, hash))
            : throw new ProblemException(new Problem("The witness cannot be read.", ExitCode.InvalidInput)
            {
                Place = "--witness",
                Found = $"'{UntrustedText.Clean(text, 100)}'",
                Allowed = "number and hash, as the last line of a notification has them: \"8 sha256:3f0c...\"",
            });
    }

    [GeneratedRegex(@"\Asha256:[0-9a-f]{64}\z")]
    private static partial Regex HashText();

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
