using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Decisions;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Evaluations;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Skills.Kit;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Skills.DecisionEngine;

/// <summary>
/// <c>decision-engine decide</c>: a pure evaluation of one blueprint and one observation, or of a batch of them;
/// without an observation the cluster is observed first.
/// </summary>
public static class DecideCommand
{
    private static readonly EvaluationInput[] Required =
        [EvaluationInput.Blueprint, EvaluationInput.Observation, EvaluationInput.Now];

    public static Command Create(ProgramContext context, ConnectObserver connect)
    {
        var blueprint = new Option<string?>("--blueprint", "-b")
        { Description = "Blueprint file (- for stdin).", HelpName = "file" };
        var observation = new Option<string?>("--observation")
        {
            Description = "Observation, a JSON document (- for stdin). Without one the cluster is observed.",
            HelpName = "file",
        };
        var now = new Option<string?>("--now") { Description = "Time of evaluation, RFC 3339.", HelpName = "time" };
        var batch = new Option<string?>("--batch")
        {
            Description = "One JSON request per line with the keys blueprint, observation, now; one answer per line.",
            HelpName = "file",
        };
        var workspace = CommonOptions.Workspace();
        var cluster = CommonOptions.Cluster();
        var kubeconfig = CommonOptions.Kubeconfig();
        var json = CommonOptions.Json();
        var command = new Command("decide", "Decide what should happen to a service now, and say why.")
        {
            blueprint, observation, now, batch, cluster, kubeconfig, workspace, json,
        };
        command.WithExamples(
            "decision-engine decide --blueprint blueprints/frontend/blueprint.yaml --observation seen.json " +
            "--now 2026-11-22T10:00:00Z --json",
            "decision-engine decide --blueprint blueprints/frontend/blueprint.yaml --json",
            "decision-engine decide --batch requests.jsonl");
        command.SetAction((parsed, cancellation) =>
        {
            string?[] inputs = [.. new[] { blueprint, observation, now }.Select(parsed.GetValue)];
            var asJson = parsed.GetValue(json);
            if ((inputs[1] ?? parsed.GetValue(batch)) is not null)
                CommonOptions.RefuseCluster(parsed, cluster, kubeconfig, workspace);
            if (parsed.GetValue(batch) is { } requests)
                return Task.FromResult(Many(context, requests, inputs, cancellation));
            if (inputs is [{ } file, null, null])
                return LiveDecide.RunAsync(
                    context, CommonOptions.WorkspaceOf(parsed, workspace),
                    CommonOptions.ClusterOf(parsed, cluster, kubeconfig), file, asJson, connect,
                    cancellation);
            if (inputs is [_, null, { }])
                throw Usage("--now needs --observation.", "a cluster is observed as it is now; leave out --now");
            return Task.FromResult(One(
                context.Terminal, Given("--blueprint", inputs[0]), Given("--observation", inputs[1]),
                Time(Given("--now", inputs[2])), asJson));
        });
        return command;
    }

    /// <summary><c>specskills decide</c>: the same for a service by its name. Changes nothing.</summary>
    public static Command OfService(ProgramContext context, ConnectObserver connect)
    {
        var service = new Argument<string>("service") { Description = "Name of the service or of its folder." };
        var workspace = CommonOptions.Workspace();
        var cluster = CommonOptions.Cluster();
        var kubeconfig = CommonOptions.Kubeconfig();
        var json = CommonOptions.Json();
        var command = new Command("decide", "Observe a service and decide what should happen to it; executes nothing.")
        {
            service, cluster, kubeconfig, workspace, json,
        };
        command.WithExamples(
            "specskills decide todo-frontend", "specskills decide frontend --cluster kube:minikube --json");
        command.SetAction((parsed, cancellation) => LiveDecide.OfServiceAsync(
            context, CommonOptions.WorkspaceOf(parsed, workspace),
            CommonOptions.ClusterOf(parsed, cluster, kubeconfig), parsed.GetRequiredValue(service),
            parsed.GetValue(json), connect, cancellation));
        return command;
    }

    private static int One(
        Terminal terminal, string blueprintFile, string observationFile, DateTimeOffset now, bool json)
    {
        if (blueprintFile == "-" && observationFile == "-")
            throw Usage("Only one document can come from stdin.", "name a file for the other one");
        var blueprint = BlueprintLoader.Load(InputText.Bytes(blueprintFile));
        var observation = ObservationReader.Read(InputText.Text(observationFile));
        if (blueprint.Blueprint is null) return Refused(terminal, blueprintFile, blueprint.Diagnostics, json);
        if (observation.Value is null) return Refused(terminal, observationFile, observation.Diagnostics, json);
        var result = DecideEvaluation.Run(blueprint, observation.Value, now);
        if (result.Answer is not { } decision) return Refused(terminal, observationFile, result.Diagnostics, json);
        DiagnosticReport.Write(terminal.NotesScreen, blueprintFile, blueprint.Diagnostics);
        return Report(terminal, decision, () => DecisionWriter.Write(decision, now), json);
    }

    private static int Many(
        ProgramContext context, string requests, string?[] inputs, CancellationToken cancellation)
    {
        if (inputs.Any(input => input is not null))
            throw Usage("--batch reads every input from its lines.", "leave out --blueprint, --observation and --now");
        return Batch.Run(requests, context.Terminal.Answers, Answer, cancellation);
    }

    private static JsonObject Answer(string line)
    {
        var request = EvaluationRequestReader.Read(line, Required, []);
        if (request.Value is not { Blueprint: { } text, Observation: { } observation, Now: { } now })
            return DiagnosticWriter.Error(request.Diagnostics);
        var result = DecideEvaluation.Run(BlueprintLoader.Load(text), observation, now);
        return result.Answer is { } decision
            ? DecisionWriter.Write(decision, now)
            : DiagnosticWriter.Error(result.Diagnostics);
    }

    /// <summary>The answer, as document or for people, and its exit code.</summary>
    internal static int Report(Terminal terminal, Decision decision, Func<JsonObject> document, bool json)
    {
        if (json) JsonAnswer.Write(terminal.Answers, document());
        else DecisionReport.Write(terminal.Screen, decision);
        return decision.Type == DecisionType.Reject ? ExitCode.InvalidInput : ExitCode.Done;
    }

    /// <summary>What cannot be read, with every finding.</summary>
    internal static int Refused(Terminal terminal, string file, IReadOnlyList<Diagnostic> findings, bool json)
    {
        if (json) JsonAnswer.Write(terminal.Answers, DiagnosticWriter.Error(findings));
        DiagnosticReport.Write(terminal.NotesScreen, file, findings);
        return ExitCode.InvalidInput;
    }

    private static string Given(string option, string? value) =>
        value ?? throw Usage(
            $"{option} is missing.", "give --blueprint, --observation and --now; or --blueprint alone; or --batch");

    private static DateTimeOffset Time(string text) => DocumentTime.TryParse(text, out var time)
        ? time
        : throw new ProblemException(new Problem("--now is not a time.", ExitCode.InvalidInput)
        {
            Found = text,
            Allowed = "RFC 3339 with an offset, such as 2026-11-22T10:00:00Z",
        });

    private static ProblemException Usage(string message, string next) => new(new Problem(message) { Next = next });
}
