using System.CommandLine;
using SpecSkills.Application.Blueprints;
using SpecSkills.Cli.Agent;
using SpecSkills.Consoles.Ports;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills run</c>: the agent.</summary>
internal static class RunCommand
{
    private const string UsualInterval = "15s";

    /// <summary>
    /// Metrics have a new sample every 15 s; checking more often than once a second only costs CPU.
    /// </summary>
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    public static Command Create(ProgramContext context)
    {
        var services = new Argument<string[]>("service")
        {
            Description = "Services to look after. Default: every one that has a blueprint.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var interval = new Option<string>("--interval")
        {
            Description = "How often a service without an operation in progress is checked.",
            HelpName = "duration",
            DefaultValueFactory = _ => UsualInterval,
        };
        var workspace = CommonOptions.Workspace();
        var cluster = CommonOptions.Cluster();
        var kubeconfig = CommonOptions.Kubeconfig();
        var json = CommonOptions.Json();
        var command = new Command(
            "run", "Run the agent until stopped: observe, decide, ask governance, execute, verify.")
        {
            services, interval, cluster, kubeconfig, workspace, json,
        };
        command.WithExamples(
            "specskills run", "specskills run todo-frontend --interval 5s --cluster kube:minikube");
        command.SetAction(async (parsed, cancellation) =>
        {
            var choice = CommonOptions.ClusterOf(parsed, cluster, kubeconfig);
            var every = Interval(parsed.GetRequiredValue(interval));
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            open.KeepInForce(notice => Tell(context, notice));
            var wanted = Wanted(open, parsed.GetValue(services) ?? []);
            await using var connected = await ConnectedWorkspace.ConnectAsync(
                open, choice, context.Log, SkillCluster.Connect, ticked: true, cancellation);
            var lines = new AgentLines(context.Terminal, parsed.GetValue(json), open.Time);
            context.Terminal.Notes.WriteLine(
                $"specskills: looking after {(wanted.Count == 0 ? "every service" : string.Join(", ", wanted))}"
                + $" on {choice}; Ctrl-C stops");
            await new AgentRun(connected, wanted, every, lines, context.Log).RunAsync(cancellation);
            return ExitCode.Cancelled;
        });
        return command;
    }

    // On stderr for the person who watches, and in the log for later: it says why an edit did nothing.
    private static void Tell(ProgramContext context, InForceNotice notice)
    {
        var first = notice.Errors.Count == 0 ? "" : $" ({notice.Errors[0].Message}, line {notice.Errors[0].Line})";
        context.Terminal.Notes.WriteLine($"specskills: {notice.Message}{first}");
        context.Log.Warning("{Notice}", notice.Message + first);
    }

    private static TimeSpan Interval(string text) =>
        DurationText.TryParse(text, out var interval) && interval >= ShortestInterval
            ? interval
            : throw new ProblemException(new Problem("The interval cannot be used.")
            {
                Place = "--interval",
                Found = $"'{text}'",
                Allowed = "a duration of a second or more, such as 15s or 1m",
            });

    private static List<string> Wanted(OpenWorkspace open, string[] named) =>
        [.. named.Select(name => ServiceArgument.Governed(open, name))];
}
