using SpecSkills.Application.Decisions;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Skills.Kit;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Skills.DecisionEngine;

/// <summary>
/// The form that observes the cluster first. The workspace's own blueprint gives a decision that is kept and that
/// governance can be asked about; any other file is evaluated against the same cluster and is not kept.
/// </summary>
public static class LiveDecide
{
    public static async Task<int> RunAsync(
        ProgramContext context, Workspace workspace, ClusterChoice choice, string file, bool json,
        ConnectObserver connect, CancellationToken cancellation)
    {
        var reading = BlueprintLoader.Load(InputText.Bytes(file));
        if (reading.Blueprint is not { } blueprint)
            return DecideCommand.Refused(context.Terminal, file, reading.Diagnostics, json);
        using var open = new OpenWorkspace(workspace, context);
        using var observed = await ObservedWorkspace.ConnectAsync(open, choice, context.Log, connect, cancellation);
        DiagnosticReport.Write(context.Terminal.NotesScreen, file, reading.Diagnostics);
        open.Warn(context.Terminal.Notes);
        var service = blueprint.Metadata.Name;
        return open.Blueprints.Read().Find(service)?.Blueprint?.Digest == blueprint.Digest
            ? await KeptAsync(context.Terminal, observed, service, json, cancellation)
            : await EvaluatedAsync(context.Terminal, observed, reading, blueprint, json, cancellation);
    }

    /// <summary>The service of a name; its decision is kept.</summary>
    public static async Task<int> OfServiceAsync(
        ProgramContext context, Workspace workspace, ClusterChoice choice, string service, bool json,
        ConnectObserver connect, CancellationToken cancellation)
    {
        using var open = new OpenWorkspace(workspace, context);
        using var observed = await ObservedWorkspace.ConnectAsync(open, choice, context.Log, connect, cancellation);
        open.Warn(context.Terminal.Notes);
        // A caller without a terminal is an agent, with an agent's limits.
        var caller = context.Terminal.PersonIsPresent ? Principal.PersonLocal : Principal.AgentMcp;
        var result = await observed.Decide.ExecuteAsync(service, caller, cancellation);
        if (result is not DecideResult.Decided { Stored: var stored }) throw UndecidedProblem.Of(result);
        var exit = DecideCommand.Report(
            context.Terminal, stored.Decision, () => DecisionWriter.Write(stored.Decision, stored.Id), json);
        if (!json) context.Terminal.Notes.WriteLine($"decision {stored.Id}: specskills explain {stored.Id}");
        return exit;
    }

    private static async Task<int> KeptAsync(
        Terminal terminal, ObservedWorkspace observed, string service, bool json, CancellationToken cancellation)
    {
        // A skill's console is an agent's tool, even when a person types.
        var result = await observed.Decide.ExecuteAsync(service, Principal.AgentMcp, cancellation);
        if (result is not DecideResult.Decided { Stored: var stored }) throw UndecidedProblem.Of(result);
        terminal.Notes.WriteLine($"decision {stored.Id}: governance-enforcer request --decision {stored.Id}");
        return DecideCommand.Report(
            terminal, stored.Decision, () => DecisionWriter.Write(stored.Decision, stored.Id), json);
    }

    private static async Task<int> EvaluatedAsync(
        Terminal terminal, ObservedWorkspace observed, BlueprintReading reading, Blueprint blueprint, bool json,
        CancellationToken cancellation)
    {
        var services = observed.Services;
        var seen = await services.Observer.ObserveAsync(blueprint, cancellation);
        if (seen is not ClusterReading<Observation>.Read { Value: var raw })
        {
            var failed = (ClusterReading<Observation>.Failed)seen;
            throw UndecidedProblem.Of(
                new DecideResult.Unobservable(blueprint.Metadata.Name, failed.Failure, failed.Message));
        }

        var now = services.Now;
        var observation = services.Complete(raw, blueprint, services.Blueprints.Read().Policy, now);
        var result = DecideEvaluation.Run(reading, observation, now);
        if (result.Answer is not { } decision)
            return DecideCommand.Refused(terminal, "the observation", result.Diagnostics, json);
        terminal.Notes.WriteLine(
            "This blueprint is not in force in the workspace: the decision is not kept, and governance cannot be asked "
            + "about it.");
        return DecideCommand.Report(terminal, decision, () => DecisionWriter.Write(decision, now), json);
    }
}
