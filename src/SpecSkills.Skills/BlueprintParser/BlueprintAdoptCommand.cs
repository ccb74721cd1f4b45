using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Blueprints;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Skills.GovernanceEnforcer;
using SpecSkills.Storage.Blueprints;
using Spectre.Console;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary><c>specskills blueprint adopt</c>: a person's live change becomes an edit of the blueprint.</summary>
public static class BlueprintAdoptCommand
{
    public static Command Create(ProgramContext context, ConnectObserver connect)
    {
        var service = new Argument<string>("service") { Description = "Service or its folder, as in blueprints/." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be written." };
        var workspace = CommonOptions.Workspace();
        var cluster = CommonOptions.Cluster();
        var kubeconfig = CommonOptions.Kubeconfig();
        var json = CommonOptions.Json();
        var command = new Command("adopt", "Write what was changed in the cluster back into the blueprint, to release.")
        {
            service, dryRun, cluster, kubeconfig, workspace, json,
        };
        command.WithExamples("specskills blueprint adopt frontend --cluster kube:minikube --dry-run");
        command.SetAction(async (parsed, cancellation) =>
        {
            var at = CommonOptions.WorkspaceOf(parsed, workspace);
            var choice = CommonOptions.ClusterOf(parsed, cluster, kubeconfig);
            var embedded = new EmbeddedClusterProcess(at, context.Log);
            var address = await ClusterAddress.ResolveAsync(choice, embedded, cancellation);
            var ports = connect(address, context.Time);
            using var connection = ports.Connection;
            var adopt = new AdoptBlueprint(
                new BlueprintRepository(at.Root), new BlueprintArchive(at.Root, at.State), ports.Observer);
            try
            {
                var result = await adopt.RunAsync(
                    parsed.GetValue(service)!, parsed.GetValue(dryRun), cancellation);
                var exit = Report(context.Terminal, result, parsed.GetValue(json));
                if (result is AdoptResult.Adopted { Written: true } adopted)
                    AcceptanceNotes.Write(context.Terminal.Notes, at, adopted.File, context.Time.GetUtcNow());
                return exit;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new ProblemException(new Problem("The blueprint cannot be written.", ExitCode.TryAgain)
                {
                    Found = error.Message,
                    Next = "run it again: the file is as it was before",
                });
            }
        });
        return command;
    }

    private static int Report(Terminal terminal, AdoptResult result, bool json)
    {
        switch (result)
        {
            case AdoptResult.Adopted adopted:
                if (json) JsonAnswer.Write(terminal.Answers, Document(adopted));
                else Write(terminal.Screen, adopted);
                return ExitCode.Done;
            case AdoptResult.Refused refused:
                if (json) JsonAnswer.Write(terminal.Answers, ValidationReportJson.Of(refused.Report));
                else ValidationReportText.Write(terminal.NotesScreen, refused.Report);
                return ExitCode.InvalidInput;
            default:
                throw new ProblemException(ProblemOf(result));
        }
    }

    private static void Write(IAnsiConsole screen, AdoptResult.Adopted adopted)
    {
        if (adopted.Changes.Count == 0)
        {
            screen.WriteLine($"{adopted.Service}: the cluster matches the blueprint.");
            return;
        }

        foreach (var change in adopted.Changes)
            screen.WriteLine($"  {change.Path}: {change.Before} -> {change.After}"
                + (change.ChangedBy is { } who ? $", written by {who}" : "")
                + (change.LeftAlone is { } why ? $"; left alone: {why}" : ""));
        screen.WriteLine();
        screen.WriteLine(adopted.Written
            ? $"{adopted.File} is {adopted.Version} now. Read it, then: specskills blueprint release {adopted.Service}"
            : "Nothing was written.");
    }

    private static JsonObject Document(AdoptResult.Adopted adopted) => new()
    {
        ["service"] = adopted.Service,
        ["file"] = adopted.File,
        ["version"] = adopted.Version.ToString(),
        ["written"] = adopted.Written,
        ["changes"] = new JsonArray([.. adopted.Changes.Select(change => new JsonObject
        {
            ["path"] = change.Path,
            ["before"] = change.Before,
            ["after"] = change.After,
            ["changed_by"] = change.ChangedBy,
            ["left_alone"] = change.LeftAlone,
        })]),
    };

    private static Problem ProblemOf(AdoptResult result) => result switch
    {
        AdoptResult.UnknownService unknown => new Problem(
            "No blueprint governs this service.", ExitCode.InvalidInput)
        {
            Found = unknown.Service,
            Allowed = string.Join(", ", unknown.Known),
            Next = "specskills blueprint init drafts one",
        },
        AdoptResult.Unobservable blind => new Problem("The service cannot be observed.", ExitCode.TryAgain)
        {
            Place = blind.Service,
            Found = blind.Message,
        },
        AdoptResult.NotInPlace place => new Problem(
            "A value cannot be changed where it stands.", ExitCode.InvalidInput)
        {
            Place = $"{place.File}, {place.Path}",
            Next = $"write {place.Value} there by hand: nothing was written",
        },
        AdoptResult.SavedMeanwhile saved => new Problem("The file was saved meanwhile.", ExitCode.TryAgain)
        {
            Place = saved.File,
            Next = "run it again: nothing was written",
        },
        _ => throw new InvalidOperationException($"{result.GetType().Name} is not a problem."),
    };
}
