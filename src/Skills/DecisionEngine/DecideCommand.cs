using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Evaluations;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Evaluations;
using SpecSkills.Hosting.Reports;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Skills.DecisionEngine;

/// <summary>
/// <c>decision-engine decide</c>: a pure evaluation of one blueprint and one observation, or of a batch of them.
/// </summary>
internal static class DecideCommand
{
    private static readonly EvaluationInput[] Required =
        [EvaluationInput.Blueprint, EvaluationInput.Observation, EvaluationInput.Now];

    public static Command Create(ProgramContext context)
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
        var json = CommonOptions.Json();
        var workspace = CommonOptions.Workspace();
        var cluster = CommonOptions.Cluster();
        var kubeconfig = CommonOptions.Kubeconfig();
        var command = new Command("decide", "Decide what should happen to a service now, and say why.")
        {
            blueprint, observation, now, batch, cluster, kubeconfig, workspace, json,
        };
        command.WithExamples(
            "decision-engine decide --blueprint blueprints/frontend/blueprint.yaml --observation seen.json " +
            "--now 2026-11-22T10:00:00Z --json",
            "decision-engine decide --batch requests.jsonl");
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(batch) is { } requests)
                return Many(context, requests, parsed.GetValue(blueprint), parsed.GetValue(observation),
                    parsed.GetValue(now), cancellation);
            var file = Given("--blueprint", parsed.GetValue(blueprint));
            if (parsed.GetValue(observation) is { } seen)
                return One(
                    context.Terminal, file, seen, Time(Given("--now", parsed.GetValue(now))), parsed.GetValue(json));
            if (parsed.GetValue(now) is not null)
                throw Usage("--now needs --observation.", "a cluster is observed as it is now; leave out --now");
            var read = BlueprintLoader.Load(InputText.Bytes(file));
            if (read.Blueprint is not { } governs)
                return Refused(context.Terminal, file, read.Diagnostics, parsed.GetValue(json));
            var (observed, at) = await LiveObservation.OfAsync(
                context, CommonOptions.WorkspaceOf(parsed, workspace),
                CommonOptions.ClusterOf(parsed, cluster, kubeconfig), governs, cancellation);
            return Report(context.Terminal, file, file, read, observed, at, parsed.GetValue(json));
        });
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
        return Report(terminal, blueprintFile, observationFile, blueprint, observation.Value, now, json);
    }

    private static int Report(
        Terminal terminal, string blueprintFile, string observationFile, BlueprintReading blueprint,
        Observation observation, DateTimeOffset now, bool json)
    {
        var result = DecideEvaluation.Run(blueprint, observation, now);
        if (result.Answer is not { } decision) return Refused(terminal, observationFile, result.Diagnostics, json);
        if (json) JsonAnswer.Write(terminal.Answers, DecisionWriter.Write(decision, now));
        else DecisionReport.Write(terminal.Screen, decision);
        DiagnosticReport.Write(terminal.NotesScreen, blueprintFile, blueprint.Diagnostics);
        return decision.Type == DecisionType.Reject ? ExitCode.InvalidInput : ExitCode.Done;
    }

    private static int Many(
        ProgramContext context, string requests, string? blueprint, string? observation, string? now,
        CancellationToken cancellation)
    {
        if (blueprint is not null || observation is not null || now is not null)
            throw Usage("--batch brings every input in its lines.", "leave out --blueprint, --observation and --now");
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

    private static int Refused(Terminal terminal, string file, IReadOnlyList<Diagnostic> findings, bool json)
    {
        if (json) JsonAnswer.Write(terminal.Answers, DiagnosticWriter.Error(findings));
        DiagnosticReport.Write(terminal.NotesScreen, file, findings);
        return ExitCode.InvalidInput;
    }

    private static string Given(string option, string? value) =>
        value ?? throw Usage($"{option} is missing.", "give --blueprint, --observation and --now, or --batch");

    private static DateTimeOffset Time(string text) => DocumentTime.TryParse(text, out var time)
        ? time
        : throw new ProblemException(new Problem("--now is not a time.", ExitCode.InvalidInput)
        {
            Found = text,
            Allowed = "RFC 3339 with an offset, such as 2026-11-22T10:00:00Z",
        });

    private static ProblemException Usage(string message, string next) => new(new Problem(message) { Next = next });
}
