using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Evaluations;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Skills.Kit;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary><c>governance-enforcer check</c>: the verdict on an operation by the files given; issues nothing.</summary>
public static class GovernanceCheckCommand
{
    private static readonly EvaluationInput[] Required =
        [EvaluationInput.Blueprint, EvaluationInput.Policy, EvaluationInput.Operation];

    private static readonly EvaluationInput[] Optional = [EvaluationInput.Observation, EvaluationInput.Now];

    public static Command Create(ProgramContext context)
    {
        var blueprint = File("--blueprint", "Blueprint file (- for stdin).");
        var policy = File("--policy", "Global policy file (- for stdin).");
        var operation = File("--operation", "Operation, a JSON document (- for stdin).");
        var observation = File("--observation", "Observation, a JSON document (- for stdin).");
        var now = new Option<string?>("--now") { Description = "Time of evaluation, RFC 3339.", HelpName = "time" };
        var batch = File("--batch",
            "One JSON request per line with the keys blueprint, policy, operation, observation, now.");
        var json = CommonOptions.Json();
        var command = new Command("check",
            "Say whether an operation is allowed, needs approval or is blocked; issue nothing.")
        {
            blueprint, policy, operation, observation, now, batch, json,
        };
        command.WithExamples(
            "governance-enforcer check --blueprint blueprints/frontend/blueprint.yaml " +
            "--policy blueprints/governance/policies.yaml --operation scale.json --observation seen.json " +
            "--now 2026-11-22T10:00:00Z --json",
            "governance-enforcer check --batch requests.jsonl");
        command.SetAction((parsed, cancellation) =>
        {
            string?[] files = [.. new[] { blueprint, policy, operation, observation }.Select(parsed.GetValue)];
            return Task.FromResult(parsed.GetValue(batch) is { } requests
                ? Many(context, requests, [.. files, parsed.GetValue(now)], cancellation)
                : One(context.Terminal, files, parsed.GetValue(now), parsed.GetValue(json)));
        });
        return command;
    }

    private static int One(Terminal terminal, string?[] files, string? now, bool json)
    {
        if (files is not [{ } blueprintFile, { } policyFile, { } operationFile, var observationFile])
            throw Usage("An input is missing.", "give --blueprint, --policy and --operation, or --batch");
        if (files.Count(file => file == "-") > 1)
            throw Usage("Only one document can come from stdin.", "name files for the others");
        var time = now is null ? (DateTimeOffset?)null : Time(now);
        var blueprint = BlueprintLoader.Load(InputText.Bytes(blueprintFile));
        if (HasErrors(blueprint.Diagnostics)) return Refused(terminal, blueprintFile, blueprint.Diagnostics, json);
        var policy = BlueprintLoader.LoadPolicy(InputText.Bytes(policyFile));
        if (HasErrors(policy.Diagnostics)) return Refused(terminal, policyFile, policy.Diagnostics, json);
        var operation = OperationInputReader.Read(InputText.Text(operationFile));
        if (operation.Value is null) return Refused(terminal, operationFile, operation.Diagnostics, json);
        Observation? observation = null;
        if (observationFile is not null)
        {
            var reading = ObservationReader.Read(InputText.Text(observationFile));
            if (reading.Value is null) return Refused(terminal, observationFile, reading.Diagnostics, json);
            observation = reading.Value;
        }

        var result = CheckEvaluation.Run(blueprint, policy, operation.Value, observation, time);
        if (result.Answer is not { } verdict) return Refused(terminal, operationFile, result.Diagnostics, json);
        if (json) JsonAnswer.Write(terminal.Answers, VerdictWriter.Write(verdict));
        else VerdictReport.Write(terminal.Screen, verdict);
        DiagnosticReport.Write(terminal.NotesScreen, blueprintFile, blueprint.Diagnostics);
        DiagnosticReport.Write(terminal.NotesScreen, policyFile, policy.Diagnostics);
        return Exit(verdict.Status);
    }

    private static int Many(ProgramContext context, string requests, string?[] given, CancellationToken cancellation)
    {
        if (given.Any(value => value is not null))
            throw Usage("--batch reads every input from its lines.", "leave out the other inputs");
        return Batch.Run(requests, context.Terminal.Answers, Answer, cancellation);
    }

    private static JsonObject Answer(string line)
    {
        var request = EvaluationRequestReader.Read(line, Required, Optional, judged: true);
        if (request.Value is not { Blueprint: { } blueprint, Policy: { } policy, Judged: { } operation })
            return DiagnosticWriter.Error(request.Diagnostics);
        var result = CheckEvaluation.Run(
            BlueprintLoader.Load(blueprint), BlueprintLoader.LoadPolicy(policy), operation, request.Value.Observation,
            request.Value.Now);
        return result.Answer is { } verdict ? VerdictWriter.Write(verdict) : DiagnosticWriter.Error(result.Diagnostics);
    }

    private static int Exit(VerdictStatus status) => status switch
    {
        VerdictStatus.Allowed => ExitCode.Done,
        VerdictStatus.RequiresApproval => ExitCode.ApprovalRequired,
        _ => ExitCode.Blocked,
    };

    private static int Refused(Terminal terminal, string file, IReadOnlyList<Diagnostic> findings, bool json)
    {
        if (json) JsonAnswer.Write(terminal.Answers, DiagnosticWriter.Error(findings));
        DiagnosticReport.Write(terminal.NotesScreen, file, findings);
        return ExitCode.InvalidInput;
    }

    private static bool HasErrors(IReadOnlyList<Diagnostic> findings) =>
        findings.Any(finding => finding.Severity == DiagnosticSeverity.Error);

    private static DateTimeOffset Time(string text) => DocumentTime.TryParse(text, out var time)
        ? time
        : throw new ProblemException(new Problem("--now is not a time.", ExitCode.InvalidInput)
        {
            Found = text,
            Allowed = "RFC 3339 with an offset, such as 2026-11-22T10:00:00Z",
        });

    private static Option<string?> File(string name, string description) =>
        new(name) { Description = description, HelpName = "file" };

    private static ProblemException Usage(string message, string next) => new(new Problem(message) { Next = next });
}
