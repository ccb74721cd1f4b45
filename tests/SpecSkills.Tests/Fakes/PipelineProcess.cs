using SpecSkills.Application.Agent;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Pipeline;
using SpecSkills.Application.Ports;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Permits;
using SpecSkills.Hosting.Ids;
using SpecSkills.Kubernetes;
using SpecSkills.Storage.Audit;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Storage.State;

namespace SpecSkills.Tests.Fakes;

/// <summary>
/// One process over a workspace and a cluster: real stores, real record, real adapter, wired as a host does.
/// </summary>
public sealed class PipelineProcess : IDisposable
{
    private readonly WorkspaceState state;
    private readonly ClusterAdapter adapter;
    private readonly DecideApproval decisions;

    public PipelineProcess(PipelineWorld world, string name, ProcessLife life, IAuditDisk? disk = null)
    {
        state = new WorkspaceState(world.Folder.Combine(".specskills", "state.db"));
        adapter = world.NewAdapter();
        var auditDisk = disk ?? world.NewDisk();
        var ids = new SeededIds(world.NextIdSeed());
        Life = life;
        Services = new PipelineServices(
            new BlueprintRepository(world.Folder.Root), adapter.Observer, state.Decisions,
            new MortalPermits(state.Permits, life), state.Approvals, new MortalJournal(state.Journal, life),
            state.Memory,
            new MortalAuditLog(new AuditLog(auditDisk, () => "L0"), life), world.Records, ids, world.Clock, name);
        var desk = new ApprovalDesk(state.Approvals, state.Callers, Services.Audit, ids, world.Clock);
        decisions = new DecideApproval(
            state.Approvals, Services.Permits, Services.Blueprints, Services.Audit, ids, world.Clock);
        var gate = new WriteGate(Services, new MortalWriter(adapter.Writer, life));
        var schedule = new TickedVerification();
        Advance = new AdvanceOperation(Services, gate);
        Decide = new ObserveAndDecide(Services);
        Propose = new ProposeOperation(Services);
        Govern = new RequestGovernance(Services, desk);
        Apply = new ApplyPermit(Services, gate, schedule);
        Settle = new SettleOperations(Services, Advance, schedule);
        Reconcile = new ReconcileService(Services, Decide, Govern, Apply, Advance);
        RollbackOwn = new RollbackOwnOperation(Services, Advance, Propose, Govern);
        Loop = new AgentLoop(Services, Reconcile);
    }

    public ProcessLife Life { get; }

    public PipelineServices Services { get; }

    public ObserveAndDecide Decide { get; }

    public ProposeOperation Propose { get; }

    public RequestGovernance Govern { get; }

    public ApplyPermit Apply { get; }

    public AdvanceOperation Advance { get; }

    public SettleOperations Settle { get; }

    public ReconcileService Reconcile { get; }

    public RollbackOwnOperation RollbackOwn { get; }

    public AgentLoop Loop { get; }

    /// <summary>The person at the terminal says yes; null when that was not accepted.</summary>
    public Permit? Approve(string approvalId)
    {
        var name = Services.Approvals.Find(approvalId)?.Operation.Target.Name ?? "";
        return decisions.Approve(approvalId, Principal.PersonLocal, name, null) is ApprovalOutcome.Approved yes
            ? yes.Permit
            : null;
    }

    /// <summary>Asks for an operation and takes it as far as governance.</summary>
    public async Task<GovernResult> AskAsync(
        string service, OperationParameters parameters, Principal? principal = null)
    {
        var who = principal ?? Principal.AgentMcp;
        var proposed = await Propose.ExecuteAsync(service, parameters, who, "a test asks", CancellationToken.None);
        if (proposed is not DecideResult.Decided { Stored: var stored })
            throw new InvalidOperationException($"Not proposed: {proposed}");
        return await Govern.ExecuteAsync(stored.Id, who, CancellationToken.None);
    }

    /// <summary>Asks for an operation that is allowed, and executes it.</summary>
    public async Task<(Permit Permit, ApplyResult Result)> DoAsync(string service, OperationParameters parameters)
    {
        var governed = await AskAsync(service, parameters);
        if (governed is not GovernResult.Permitted { Permit: var permit })
            throw new InvalidOperationException($"Not permitted: {governed}");
        return (permit, await Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None));
    }

    public void Dispose()
    {
        adapter.Dispose();
        state.Dispose();
    }
}
