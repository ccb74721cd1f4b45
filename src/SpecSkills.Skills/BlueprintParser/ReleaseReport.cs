using System.Text.Json.Nodes;
using SpecSkills.Application.Blueprints;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary>Shows the result of a release or a rollback.</summary>
public static class ReleaseReport
{
    /// <summary>Runs a use case that writes files; a disk that fails is a problem to solve, not a crash.</summary>
    public static ReleaseResult Guard(Workspace workspace, Func<ReleaseResult> run)
    {
        try
        {
            return run();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("The blueprint's history cannot be written.", ExitCode.TryAgain)
            {
                Place = Workspace.Shown(workspace.Blueprints),
                Found = error.Message,
                Allowed = "a folder this user may write, space on the disk, and no other release under way",
                Next = "run it again: every file is as it was before, or complete",
            });
        }
    }

    /// <summary>Writes it and says what the program ends with.</summary>
    public static int Write(Terminal terminal, ReleaseResult result, bool json)
    {
        switch (result)
        {
            case ReleaseResult.Released released:
                Released(terminal, released, json);
                return ExitCode.Done;
            case ReleaseResult.Unchanged unchanged:
                if (json) JsonAnswer.Write(terminal.Answers, new JsonObject
                {
                    ["service"] = unchanged.Service,
                    ["version"] = unchanged.Version.ToString(),
                    ["released"] = false,
                });
                else terminal.Answers.WriteLine(
                    $"{unchanged.Service} {unchanged.Version}: the meaning is the same as in the last release.");
                return ExitCode.Done;
            case ReleaseResult.Refused refused:
                if (json) JsonAnswer.Write(terminal.Answers, ValidationReportJson.Of(refused.Report));
                else ValidationReportText.Write(terminal.NotesScreen, refused.Report);
                return ExitCode.InvalidInput;
            default:
                throw new ProblemException(ProblemOf(result));
        }
    }

    private static void Released(Terminal terminal, ReleaseResult.Released released, bool json)
    {
        if (json)
        {
            var document = new JsonObject
            {
                ["service"] = released.Service,
                ["version"] = released.Version.ToString(),
                ["released"] = true,
                ["file"] = released.File,
            };
            if (released.Previous is { } before) document["previous"] = before.ToString();
            if (released.Diff is { } changes) document["diff"] = BlueprintDiffReport.Document(changes);
            JsonAnswer.Write(terminal.Answers, document);
            return;
        }

        terminal.Answers.WriteLine(released.Previous is { } previous
            ? $"{released.Service} {previous} -> {released.Version}, kept as {released.File}"
            : $"{released.Service} {released.Version}, the first release, kept as {released.File}");
        if (released.Diff is not { } diff) return;
        terminal.Answers.WriteLine();
        BlueprintDiffReport.Write(terminal.Screen, diff);
    }

    private static Problem ProblemOf(ReleaseResult result) => result switch
    {
        ReleaseResult.NotFound missing => new Problem($"There is no {missing.What} {missing.Name}.")
        {
            Found = missing.Name,
            Allowed = missing.Known.Count == 0 ? "none was released yet" : string.Join(", ", missing.Known),
        },
        ReleaseResult.Unreleased unreleased => new Problem(
            "The present file holds changes that were never released.", ExitCode.InvalidInput)
        {
            Place = unreleased.File,
            Found = $"a text that differs from {unreleased.Last}",
            Next = $"specskills blueprint release {unreleased.Service}, or --discard to discard the changes",
        },
        ReleaseResult.SavedMeanwhile saved => new Problem("The file was saved meanwhile.", ExitCode.TryAgain)
        {
            Place = saved.File,
            Next = "run it again: nothing was written",
        },
        _ => throw new InvalidOperationException($"{result.GetType().Name} is not a problem."),
    };
}
