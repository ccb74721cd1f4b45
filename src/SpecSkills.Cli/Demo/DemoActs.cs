using SpecSkills.Application.Agent;
using SpecSkills.Application.Decisions;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;

namespace SpecSkills.Cli.Demo;

/// <summary>Plays the events from outside the agent, each once, when it is due.</summary>
internal sealed class DemoActs(
    DemoWorld world, SkillSet skills, IReadOnlyList<Blueprint> blueprints, Action<DemoEvent> tell)
{
    private TimeSpan played = TimeSpan.FromTicks(-1);

    /// <summary>Plays everything due since the last call.</summary>
    public async Task PlayAsync(TimeSpan now, CancellationToken cancellation)
    {
        foreach (var (at, service, text) in DemoScenario.Users)
            if (IsDue(at, now)) Tell(service, DemoTone.Outside, "users", text);
        if (IsDue(DemoScenario.DeletionAsked, now)) await AskForDeletionAsync(cancellation);
        if (IsDue(DemoScenario.BadRollout, now))
        {
            Tell(DemoScenario.Frontend, DemoTone.Outside, "person",
                $"kubectl set image ... app={DemoScenario.BadImage}");
            await world.SetImageAsync(Of(DemoScenario.Frontend), DemoScenario.BadImage, cancellation);
        }

        if (IsDue(DemoScenario.BadNode, now))
            Tell(DemoScenario.Backend, DemoTone.Outside, "fault",
                "from now on every new pod answers half of its requests with errors");
        played = now;
    }

    private async Task AskForDeletionAsync(CancellationToken cancellation)
    {
        Tell(DemoScenario.Backend, DemoTone.Outside, "agent", "an agent asks over MCP: delete_deployment todo-backend");
        var proposed = await skills.Propose.ExecuteAsync(
            DemoScenario.Backend, new OperationParameters.Other(OperationKind.DeleteDeployment, DemoScenario.Backend),
            Principal.AgentMcp, "clean up, this service looks unused", cancellation);
        if (proposed is DecideResult.Decided { Stored: var stored })
            await skills.Govern.ExecuteAsync(stored.Id, Principal.AgentMcp, cancellation);
    }

    private bool IsDue(TimeSpan at, TimeSpan now) => played < at && at <= now;

    private Blueprint Of(string service) => blueprints.First(blueprint => blueprint.Metadata.Name == service);

    private void Tell(string service, DemoTone tone, string stage, string text) =>
        tell(new DemoEvent(skills.Services.Now, service, tone, stage, text));
}
