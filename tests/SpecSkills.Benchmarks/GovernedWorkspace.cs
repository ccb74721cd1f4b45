using SpecSkills.Application.Agent;
using SpecSkills.Application.Decisions;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Policies;
using SpecSkills.Application.Ports;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.EmbeddedCluster.Metrics;
using SpecSkills.EmbeddedCluster.Server;
using SpecSkills.Hosting.Ids;
using SpecSkills.Kubernetes;
using SpecSkills.Kubernetes.Writing;
using SpecSkills.Storage.Audit;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Storage.State;

namespace SpecSkills.Benchmarks;

/// <summary>
/// The shipped blueprints in a folder on the disk, an embedded cluster behind HTTP, and the use cases as programs wire
/// them: nothing is left out of what a governed operation costs.
/// </summary>
internal sealed class GovernedWorkspace : IAsyncDisposable
{
    public const string Service = "todo-frontend";

    private const int Replicas = 2;

    private readonly StandingClock clock;
    private readonly string folder;
    private readonly EmbeddedClusterServer server;
    private readonly ClusterAdapter adapter;
    private readonly WorkspaceState state;
    private readonly SkillSet skills;

    private GovernedWorkspace(StandingClock clock, EmbeddedClusterServer server)
    {
        this.clock = clock;
        this.server = server;
        folder = CopyBlueprints();
        adapter = ClusterAdapter.ForEmbedded(
            server.BaseAddress, new Uri(server.BaseAddress, PrometheusRoute.DefaultPrefix), clock);
        state = new WorkspaceState(Path.Combine(folder, ".specskills", WorkspaceState.FileName));
        var ids = new SeededIds(1);
        var disk = new AuditDisk(folder, "logs/agent-decisions", Path.Combine(folder, ".specskills"));
        var audit = new AuditLog(disk, () => AssuranceStanding.Untried);
        var records = new AuditReader(disk, new AuditIndex(Path.Combine(folder, ".specskills", "audit-index.db")));
        var locks = new PolicyLockStore(folder, Path.Combine(folder, ".specskills"));
        var witness = new PolicyWitness(() => audit, () => records, locks, clock);
        var services = new PipelineServices(
            new BlueprintsByLock(new BlueprintRepository(folder), locks, witness, clock), adapter.Observer,
            state.Decisions, state.Permits, state.Approvals, state.Journal, state.Memory, audit, records, ids, clock,
            "benchmark");
        var openApproval = new OpenApproval(state.Approvals, state.Callers, audit, ids, clock, notifier: null);
        skills = new SkillSet(services, openApproval, ClusterWriter.Over(adapter), ticked: true);
    }

    public Uri Address => server.BaseAddress;

    public static async Task<GovernedWorkspace> StartAsync()
    {
        var clock = new StandingClock();
        var machine = LoadedCluster.Create(
            new ClusterOptions { StartTime = clock.Now }, TodoLoad.Steady(), FaultPlan.None).Machine;
        Deployments.Create(machine, Service, Replicas, clock.Now);
        Deployments.Create(machine, "todo-backend", Replicas, clock.Now);
        var workspace = new GovernedWorkspace(clock, await EmbeddedClusterServer.StartAsync(machine, clock));
        workspace.Pass(TimeSpan.FromMinutes(3));
        return workspace;
    }

    /// <summary>Observe, decide, judge, admit, write: from the wish to the cluster's answer.</summary>
    public async Task<string> OperateAsync()
    {
        var wish = new OperationParameters.Scale(Replicas + 1);
        var decided = await skills.Propose.ExecuteAsync(
            Service, wish, Principal.AgentMcp, null, CancellationToken.None);
        if (decided is not DecideResult.Decided { Stored: var stored }) throw Unexpected(decided);
        var governed = await skills.Govern.ExecuteAsync(stored.Id, Principal.AgentMcp, CancellationToken.None);
        if (governed is not GovernResult.Permitted { Permit: var permit }) throw Unexpected(governed);
        var applied = await skills.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None);
        return applied is ApplyResult.Executed ? permit.Id : throw Unexpected(applied);
    }

    /// <summary>
    /// Verifies an operation to its end, puts things back as they were, and lets cooldown and hourly limits go by.
    /// </summary>
    public async Task CloseAsync(string permitId)
    {
        while (await skills.Advance.StepAsync(permitId, CancellationToken.None) is AdvanceResult.Waiting waiting)
            Pass(waiting.Until > clock.Now ? waiting.Until - clock.Now : TimeSpan.FromSeconds(1));
        server.WithMachine(machine => Deployments.Scale(machine, Service, Replicas, clock.Now));
        Pass(TimeSpan.FromMinutes(61));
    }

    public async ValueTask DisposeAsync()
    {
        await skills.DisposeAsync();
        adapter.Dispose();
        state.Dispose();
        await server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private void Pass(TimeSpan duration)
    {
        for (var end = clock.Now + duration; clock.Now < end;)
        {
            clock.Now = clock.Now + LoadEngine.StepLength < end ? clock.Now + LoadEngine.StepLength : end;
            server.Advance();
        }
    }

    private static InvalidOperationException Unexpected(object result) =>
        new($"A shorter way would be measured: {result}");

    private static string CopyBlueprints()
    {
        var copy = Directory.CreateTempSubdirectory("specskills-").FullName;
        foreach (var file in Directory.EnumerateFiles(
            Path.Combine(Inputs.Root, "blueprints"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Inputs.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }
}
