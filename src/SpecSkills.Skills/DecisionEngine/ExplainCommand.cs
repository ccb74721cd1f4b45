using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.Application.Agent;
using SpecSkills.Application.Audit;
using SpecSkills.Application.Documents;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.DecisionEngine;

/// <summary><c>specskills explain</c>: a decision, its reasons and its result.</summary>
public static class ExplainCommand
{
    public static Command Create(ProgramContext context)
    {
        var id = new Argument<string>("id") { Description = "Id of a decision, a permit or an operation." };
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("explain", "Explain a decision: the rules looked at, the verdict, what came of it.")
        {
            id, workspace, json,
        };
        command.WithExamples("specskills explain d-4k2m0z8q1x7c5v9b3n6a");
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var wanted = parsed.GetRequiredValue(id);
            var story = new ExplainDecision(open.Services(null)).Execute(wanted)
                ?? throw new ProblemException(new Problem("This id is not known.", ExitCode.InvalidInput)
                {
                    Found = wanted,
                    Allowed = "the id of a decision, a permit or an operation of this workspace",
                    Next = "specskills audit list",
                });
            if (parsed.GetValue(json)) JsonAnswer.Write(context.Terminal.Answers, Document(story));
            else Report(context.Terminal, story);
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonObject Document(DecisionStory story)
    {
        var document = new JsonObject();
        if (story.Stored is { } stored)
            document["decision"] = DecisionWriter.Write(stored.Decision, stored.Id);
        if (story.Entry?.Outcome is { } outcome) document["outcome"] = outcome;
        document["records"] = new JsonArray([.. story.Records.Select(entry => entry.Record.DeepClone())]);
        return document;
    }

    private static void Report(Terminal terminal, DecisionStory story)
    {
        if (story.Stored is { } stored)
        {
            terminal.Answers.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{stored.Decision.Service}, {DocumentTime.Text(stored.At)}, for {stored.Principal} ({stored.Id})"));
            DecisionReport.Write(terminal.Screen, stored.Decision);
        }

        terminal.Answers.WriteLine("Its audit records:");
        RecordLines.Write(terminal, story.Records);
    }
}
