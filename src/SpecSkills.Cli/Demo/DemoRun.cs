using SpecSkills.Application.Agent;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Blueprints;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Ids;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Kubernetes;
using SpecSkills.Kubernetes.Writing;

namespace SpecSkills.Cli.Demo;

/// <summary>
/// Plays the hour: moves the clock in steps, plays the script's events, and runs the agent's ticks. The agent is the
/// same as in <c>specskills run</c>, with the same use cases, stores, record and HTTP client.
/// </summary>
internal sealed class DemoRun(DemoFolder folder, ulong seed, IDemoView view)
{
    /// <summary>A step of the load model. No event of the script needs a shorter one.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often the agent checks a service without an operation in progress: once per new sample.
    /// </summary>
    private const int StepsPerLook = 3;

    private readonly DemoNarrator narrator = new();
    private readonly List<DemoEvent> events = [];
    private readonly List<DemoFrame> frames = [];

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<DemoEvent> Events => events;

    /// <summary>The state of both services at each step.</summary>
    public IReadOnlyList<DemoFrame> Frames => frames;

    /// <summary>Plays it and reads the summary back from the record.</summary>
    public async Task<(DemoSetting Setting, DemoSummary Summary)> PlayAsync(CancellationToken cancellation)
    {
        var clock = new DemoClock(DemoScenario.Start);
        using var open = new OpenWorkspace(folder.Workspace, clock, new SeededIds(seed));
        var blueprints = Blueprints(open);
        var setting = new DemoSetting(
            seed, DemoScenario.Start, DemoScenario.Length, [.. blueprints.Select(DemoService.Of)]);
        await using var world = await DemoWorld.StartAsync(blueprints, seed, clock, cancellation);
        using var cluster = ClusterAdapter.ForEmbedded(world.Server, world.Prometheus, clock);
        var services = open.Services(cluster.Observer, new ToldAuditLog(open.Record.Log, record =>
        {
            if (narrator.Tell(record) is { } told) Tell(told);
        }));
        var openApproval = new OpenApproval(
            services.Approvals, open.State.Callers, services.Audit, services.Ids, services.Time, notifier: null);
        await using var skills = new SkillSet(services, openApproval, ClusterWriter.Over(cluster), ticked: true);
        await view.ShowAsync(setting, () => PlayAsync(world, skills, blueprints, cancellation));
        SimulatedTime.StopAt(folder.Workspace, clock.GetUtcNow());
        return (setting, DemoSummaries.Read(open, setting));
    }

    private async Task PlayAsync(
        DemoWorld world, SkillSet skills, IReadOnlyList<Blueprint> blueprints, CancellationToken cancellation)
    {
        var acts = new DemoActs(world, skills, blueprints, Tell);
        var end = DemoScenario.Start + DemoScenario.Length;
        for (var (now, step) = (DemoScenario.Start, 0); now <= end; now += Step, step++)
        {
            cancellation.ThrowIfCancellationRequested();
            world.AdvanceTo(now);
            await acts.PlayAsync(now - DemoScenario.Start, cancellation);
            foreach (var service in skills.Loop.Order())
                if (step % StepsPerLook == 0 || skills.Services.Journal.FindUnfinished(service) is not null)
                    await skills.Loop.TickAsync(service, cancellation);
            Show(world, skills, blueprints, now);
        }
    }

    private void Show(DemoWorld world, SkillSet skills, IReadOnlyList<Blueprint> blueprints, DateTimeOffset now)
    {
        var breakers = skills.Services.Memory.Breakers();
        var frame = new DemoFrame(now, [.. blueprints.Select(blueprint =>
        {
            var name = blueprint.Metadata.Name;
            return world.Look(
                blueprint, breakers.Any(one => one.Service == name && one.Open),
                skills.Services.Journal.FindUnfinished(name) is not null);
        })]);
        frames.Add(frame);
        view.Show(frame);
    }

    private void Tell(DemoEvent happened)
    {
        events.Add(happened);
        view.Tell(happened);
    }

    private static Blueprint[] Blueprints(OpenWorkspace open)
    {
        var snapshot = open.Blueprints.Read();
        string[] wanted = [DemoScenario.Frontend, DemoScenario.Backend];
        return
        [
            .. wanted.Select(name => snapshot.Find(name) is { IsValid: true, Blueprint: { } blueprint }
                ? blueprint
                : throw new ProblemException(new Problem(
                    $"The demo needs a valid blueprint of {name}.", ExitCode.InvalidInput)
                {
                    Place = Workspace.BlueprintsName,
                    Next = "specskills validate",
                })),
        ];
    }
}
