using System.CommandLine;
using System.Text;
using SpecSkills.Application.Blueprints;
using SpecSkills.Application.Ports;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Skills.Kit;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Storage.Files;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary><c>specskills blueprint init</c>: a first blueprint for something that runs already.</summary>
public static class BlueprintInitCommand
{
    public static Command Create(ProgramContext context, ConnectObserver connect)
    {
        var deployment = new Option<string?>("--from-deployment")
        {
            Description = "Deployment in the cluster.",
            HelpName = "name",
        };
        var ns = new Option<string>("--namespace", "-n")
        {
            Description = "Its namespace.",
            DefaultValueFactory = _ => "default",
        };
        var manifest = new Option<string?>("--from-manifest")
        {
            Description = "Manifest with a Deployment: of helm template, kubectl get -o yaml; - for standard input.",
            HelpName = "file",
        };
        var name = new Option<string?>("--deployment")
        {
            Description = "Which Deployment of a manifest, where there are several.",
            HelpName = "name",
        };
        var output = new Option<string?>("--out", "-o")
        {
            Description = "File to write, which must not exist yet. Default: standard output.",
            HelpName = "file",
        };
        var workspace = CommonOptions.Workspace();
        var cluster = CommonOptions.Cluster();
        var kubeconfig = CommonOptions.Kubeconfig();
        var command = new Command("init", "Draft a blueprint for something that runs already; guesses are marked.")
        {
            deployment, ns, manifest, name, output, cluster, kubeconfig, workspace,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(deployment) is null == result.GetValue(manifest) is null)
                result.AddError("Give either --from-deployment NAME or --from-manifest FILE.");
        });
        command.WithExamples(
            "specskills blueprint init --from-deployment web --out blueprints/web/blueprint.yaml",
            "helm template shop ./chart | specskills blueprint init --from-manifest - --deployment web");
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(manifest) is { } file)
                return Write(context, parsed.GetValue(output), Chosen(file, parsed.GetValue(name)), file);
            var at = CommonOptions.WorkspaceOf(parsed, workspace);
            var choice = CommonOptions.ClusterOf(parsed, cluster, kubeconfig);
            var facts = await ReadAsync(
                context, at, choice, connect, parsed.GetValue(ns)!, parsed.GetValue(deployment)!, cancellation);
            return Write(context, parsed.GetValue(output), facts, $"Deployment {facts.Namespace}/{facts.Deployment}");
        });
        return command;
    }

    private static async Task<WorkloadFacts> ReadAsync(
        ProgramContext context, Workspace workspace, ClusterChoice choice, ConnectObserver connect, string ns, string name,
        CancellationToken cancellation)
    {
        var embedded = new EmbeddedClusterProcess(workspace, context.Log);
        var address = await ClusterAddress.ResolveAsync(choice, embedded, cancellation);
        var ports = connect(address, context.Time);
        using var connection = ports.Connection;
        var archive = new BlueprintArchive(workspace.Root, workspace.State);
        return await new DraftBlueprint(archive, ports.Observer).ReadAsync(ns, name, cancellation) switch
        {
            ClusterReading<WorkloadFacts>.Read read => read.Value,
            ClusterReading<WorkloadFacts>.Failed failed => throw new ProblemException(new Problem(
                "The Deployment cannot be read.", ExitCode.TryAgain)
            {
                Place = $"{choice}, {ns}/{name}",
                Found = failed.Message,
                Next = "kubectl get deployments --all-namespaces lists them",
            }),
            _ => throw new InvalidOperationException("A reading that is not listed here."),
        };
    }

    private static WorkloadFacts Chosen(string file, string? name)
    {
        var found = ManifestReader.Deployments(InputText.Text(file));
        var named = found.Where(one => name is null || one.Deployment == name).ToList();
        if (named is [var only]) return only;
        throw new ProblemException(new Problem(
            found.Count == 0 ? "The manifest holds no Deployment." : "Which Deployment?", ExitCode.InvalidInput)
        {
            Place = file,
            Found = found.Count == 0
                ? "no object of kind Deployment with a name and a container"
                : string.Join(", ", found.Select(one => one.Deployment)),
            Next = found.Count == 0 ? "helm template RELEASE CHART prints one" : "name one of them with --deployment",
        });
    }

    private static int Write(ProgramContext context, string? output, WorkloadFacts facts, string source)
    {
        var text = BlueprintDraft.Write(facts, source == DocumentLoader.StandardInput ? "a manifest" : source);
        if (output is null) context.Terminal.Answers.Write(text);
        else WriteNew(context.Terminal, output, text);
        var reading = BlueprintLoader.Load(text);
        // What runs may break the rules itself; the draft says so rather than hiding it.
        if (reading.Diagnostics.Count > 0)
            ValidationReportText.Write(context.Terminal.NotesScreen, new ValidationReport(
                [new ValidatedFile(output ?? "draft", text, reading.Diagnostics)]));
        return reading.IsValid ? ExitCode.Done : ExitCode.InvalidInput;
    }

    private static void WriteNew(Terminal terminal, string output, string text)
    {
        try
        {
            if (Path.Exists(output))
                throw new ProblemException(new Problem("The file already exists.")
                {
                    Place = output,
                    Next = "name another with --out, or adopt the live values with specskills blueprint adopt",
                });
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
            AtomicFile.Write(output, Encoding.UTF8.GetBytes(text));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("The draft cannot be written.")
            {
                Place = output,
                Found = error.Message,
            });
        }

        terminal.Answers.WriteLine($"Drafted {output}: read what is marked as a guess before releasing it.");
        terminal.Notes.WriteLine("Nothing is in force for it until a person accepts it: specskills policy accept");
    }
}
