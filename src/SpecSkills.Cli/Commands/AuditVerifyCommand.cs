using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills audit verify</c>.</summary>
internal static partial class AuditVerifyCommand
{
    public static Command Create(ProgramContext context)
    {
        var witness = new Option<string[]>("--witness")
        {
            Description = "A record's number and hash, from a notification. May be given several times.",
            HelpName = "head",
        };
        return RecordCommand.Create(
            context, "verify", "Verify the whole chain of records and name the first bad record.", [witness],
            (open, parsed, json) =>
            {
                var reader = open.Record.Reader;
                var result = reader.Verify([.. (parsed.GetValue(witness) ?? []).Select(Witness)]);
                // The index proves nothing when the lines are broken.
                var hidden = result.IsIntact ? reader.CompareIndex() : null;
                if (json) JsonAnswer.Write(context.Terminal.Answers, Document(result, hidden));
                else Report(context.Terminal, result, hidden);
                return result.IsIntact && hidden is null ? ExitCode.Done : ExitCode.VerificationFailed;
            }).WithExamples("specskills audit verify", "specskills audit verify --witness \"8 sha256:3f0c...\"");
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

    private static void Report(Terminal terminal, AuditVerification result, IndexDifference? hidden)
    {
        if (result.Fault is { } fault)
        {
            terminal.Answers.WriteLine($"BROKEN at record {fault.Sequence}, {fault.Place}: {fault.Explanation}");
            terminal.Answers.WriteLine(fault.Sequence > result.Head.Sequence - result.Records
                ? $"{result.Records} records before it are intact."
                : $"{result.Records} records after the missing ones are intact.");
        }
        else
        {
            terminal.Answers.WriteLine($"{result.Records} records, the chain is intact. Head: {result.Head.LineHash}");
        }

        if (result.PrunedRecords > 0)
            terminal.Answers.WriteLine($"{result.PrunedRecords} records before them are pruned, as the record says.");
        foreach (var witness in result.WitnessesCompared)
            terminal.Answers.WriteLine($"agrees with {witness.Source} at record {witness.Head.Sequence}");
        if (result.UnvouchedRecords > 0)
            terminal.Answers.WriteLine(
                $"{result.UnvouchedRecords} records at the end of these are confirmed by nothing but the chain.");
        if (hidden is not null)
            terminal.Answers.WriteLine(
                $"THE INDEX MISLEADS{(hidden.Sequence > 0 ? $" at record {hidden.Sequence}, {hidden.Segment}" : "")}: "
                + $"{hidden.Explanation} It was edited or damaged, and lists cannot be relied on until 'specskills "
                + "audit rebuild-index' has rebuilt it from the lines.");
    }

    private static JsonObject Document(AuditVerification result, IndexDifference? hidden)
    {
        var document = new JsonObject
        {
            ["verified"] = result.IsIntact && hidden is null,
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
                ["kind"] = WireWord.Of(fault.Kind),
                ["seq"] = fault.Sequence,
                ["file"] = fault.Segment,
                ["line"] = fault.Line,
                ["explanation"] = fault.Explanation,
            };
        }

        if (hidden is not null)
            document["index_fault"] = new JsonObject
            {
                ["seq"] = hidden.Sequence,
                ["file"] = hidden.Segment,
                ["explanation"] = hidden.Explanation,
            };
        return document;
    }
}
