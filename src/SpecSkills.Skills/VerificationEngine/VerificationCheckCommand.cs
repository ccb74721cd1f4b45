using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Evaluations;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Blueprints;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Skills.Kit;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Skills.VerificationEngine;

/// <summary>
/// <c>verification-engine check</c>: whether an operation did what the blueprint wants, from two observations.
/// </summary>
public static class VerificationCheckCommand
{
    private static readonly EvaluationInput[] Required =
        [EvaluationInput.Blueprint, EvaluationInput.Operation, EvaluationInput.Before, EvaluationInput.After];

    public static Command Create(ProgramContext context, ConnectCluster connect)
    {
        var blueprint = File("--blueprint", "Blueprint file (- for stdin).");
        var operation = File("--operation", "Operation, a JSON document (- for stdin); alone: id of an executed one.");
        var before = File("--before", "Observation before it, a JSON document (- for stdin).");
        var after = File("--after", "Observation at the end of its window, a JSON document (- for stdin).");
        var batch = File("--batch", "One JSON request per line with the keys blueprint, operation, before, after.");
        var workspace = CommonOptions.Workspace();
        var cluster = CommonOptions.Cluster();
        var kubeconfig = CommonOptions.Kubeconfig();
        var json = CommonOptions.Json();
        var command = new Command("check", "Check whether an operation met the targets of its blueprint.")
        {
            blueprint, operation, before, after, batch, cluster, kubeconfig, workspace, json,
        };
        command.WithExamples(
            "verification-engine check --blueprint blueprints/frontend/blueprint.yaml --operation scale.json " +
            "--before before.json --after after.json --json",
            "verification-engine check --operation sha256:4f1... --json",
            "verification-engine check --batch requests.jsonl");
        command.SetAction((parsed, cancellation) =>
        {
            string?[] files = [.. new[] { blueprint, operation, before, after }.Select(parsed.GetValue)];
            if (files is [null, { } id, null, null] && parsed.GetValue(batch) is null)
                return LiveCheck.RunAsync(
                    context, CommonOptions.WorkspaceOf(parsed, workspace),
                    CommonOptions.ClusterOf(parsed, cluster, kubeconfig), id, parsed.GetValue(json), connect,
                    cancellation);
            CommonOptions.RefuseCluster(parsed, cluster, kubeconfig, workspace);
            return Task.FromResult(parsed.GetValue(batch) is { } requests
                ? Many(context, requests, files, cancellation)
                : One(context.Terminal, files, parsed.GetValue(json)));
        });
        return command;
    }

    private static int One(Terminal terminal, string?[] files, bool json)
    {
        if (Array.IndexOf(files, null) >= 0)
            throw Usage("An input is missing.",
                "give --blueprint, --operation, --before and --after; or --operation ID alone; or --batch");
        if (files.Count(file => file == "-") > 1)
            throw Usage("Only one document can come from stdin.", "name files for the others");
        var blueprint = BlueprintLoader.Load(InputText.Bytes(files[0]!));
        if (blueprint.Blueprint is null) return Refused(terminal, files[0]!, blueprint.Diagnostics, json);
        var operation = OperationReader.Read(InputText.Text(files[1]!));
        if (operation.Value is null) return Refused(terminal, files[1]!, operation.Diagnostics, json);
        var before = ObservationReader.Read(InputText.Text(files[2]!));
        if (before.Value is null) return Refused(terminal, files[2]!, before.Diagnostics, json);
        var after = ObservationReader.Read(InputText.Text(files[3]!));
        if (after.Value is null) return Refused(terminal, files[3]!, after.Diagnostics, json);
        var result = VerifyEvaluation.Run(blueprint, operation.Value, before.Value, after.Value);
        if (result.Answer is not { } report) return Refused(terminal, files[1]!, result.Diagnostics, json);
        if (json) JsonAnswer.Write(terminal.Answers, VerificationWriter.Write(report));
        else VerificationScreen.Write(terminal.Screen, report);
        return LiveCheck.Exit(report.Result);
    }

    private static int Many(
        ProgramContext context, string requests, string?[] files, CancellationToken cancellation)
    {
        if (files.Any(file => file is not null))
            throw Usage("--batch reads every input from its lines.", "leave out the other inputs");
        return Batch.Run(requests, context.Terminal.Answers, Answer, cancellation);
    }

    private static JsonObject Answer(string line)
    {
        var request = EvaluationRequestReader.Read(line, Required, []);
        if (request.Value is not
            {
                Blueprint: { } text, Operation: { } operation, Before: { } before,
                After: { } after
            })
            return DiagnosticWriter.Error(request.Diagnostics);
        var result = VerifyEvaluation.Run(BlueprintLoader.Load(text), operation, before, after);
        return result.Answer is { } report
            ? VerificationWriter.Write(report)
            : DiagnosticWriter.Error(result.Diagnostics);
    }

    private static int Refused(Terminal terminal, string file, IReadOnlyList<Diagnostic> findings, bool json)
    {
        if (json) JsonAnswer.Write(terminal.Answers, DiagnosticWriter.Error(findings));
        DiagnosticReport.Write(terminal.NotesScreen, file, findings);
        return ExitCode.InvalidInput;
    }

    private static Option<string?> File(string name, string description) =>
        new(name) { Description = description, HelpName = "file" };

    private static ProblemException Usage(string message, string next) => new(new Problem(message) { Next = next });
}
