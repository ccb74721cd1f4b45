using SpecSkills.Application.Agent;
using SpecSkills.Application.Decisions;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Policies;
using SpecSkills.Application.Ports;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Hosting.Ids;
using SpecSkills.Hosting.Signatures;
using SpecSkills.Kubernetes.Writing;
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
    private readonly DecideApproval decisions;

    public PipelineProcess(PipelineWorld world, string name, ProcessLife life, IAuditDisk? disk = null,
        INotifier? notifier = null)
    {
        state = new WorkspaceState(world.Folder.Combine(".specskills", "state.db"), owners: world);
        var auditDisk = disk ?? world.NewDisk();
        var ids = new SeededIds(world.NextIdSeed());
        Life = life;
        var log = new MortalAuditLog(new AuditLog(auditDisk, () => AssuranceStanding.Untried), life);
        var locks = new PolicyLockStore(world.Folder.Root, world.Folder.Combine(".specskills"));
        var witness = new PolicyWitness(() => log, () => world.Records, locks, world.Clock);
        Services = new PipelineServices(
            new BlueprintsByLock(world.Blueprints, locks, witness, world.Clock), world.Adapter.Observer,
            state.Decisions,
            new MortalPermits(state.Permits, life), state.Approvals, new MortalJournal(state.Journal, life),
            state.Memory, log, world.Records, ids, world.Clock, name);
        Accepting = new AcceptPolicies(
            world.Blueprints, new BlueprintArchive(world.Folder.Root, world.Folder.Combine(".specskills")), locks,
            witness, state.Memory, log, world.Clock);
        var openApproval = new OpenApproval(
            state.Approvals, state.Callers, Services.Audit, ids, world.Clock, notifier);
        decisions = new DecideApproval(
            state.Approvals, Services.Permits, Services.Blueprints, Services.Audit, ids, world.Clock,
            new SshKeygen(world.Folder.Combine(".specskills", "signatures")));
        Skills = new SkillSet(
            Services, openApproval, new MortalWriter(ClusterWriter.Over(world.Adapter), life), ticked: true);
    }

    public ProcessLife Life { get; }

    public PipelineServices Services { get; }

    /// <summary>Accepting blueprints and policy, as a person's terminal does.</summary>
    internal AcceptPolicies Accepting { get; }

    /// <summary>The use cases, as every host wires them.</summary>
    public SkillSet Skills { get; }

    public ObserveAndDecide Decide => Skills.Decide;

    public ProposeOperation Propose => Skills.Propose;

    public RequestGovernance Govern => Skills.Govern;

    public ApplyPermit Apply => Skills.Apply;

    public AdvanceOperation Advance => Skills.Advance;

    public SettleOperations Settle => Skills.Settle;

    public ReconcileService Reconcile => Skills.Reconcile;

    public RollbackOwnOperation RollbackOwn => Skills.Rollback;

    public AgentLoop Loop => Skills.Loop;

    /// <summary>Ends requests whose time is over, as every start does.</summary>
    public SweepApprovals Sweep => new(Services.Approvals, Services.Blueprints, Services.Audit, Services.Time);

    /// <summary>The person at the terminal says yes; null when that was not accepted.</summary>
    /// <param name="code">The code sent off the machine, where one is demanded.</param>
    public Permit? Approve(string approvalId, string? code = null)
    {
        var name = Services.Approvals.Find(approvalId)?.Operation.Target.Name ?? "";
        var outcome = decisions.Approve(
            approvalId, Principal.PersonLocal, name, null, new PersonsProof(code, null));
        return outcome is ApprovalOutcome.Approved yes ? yes.Permit : null;
    }

    /// <summary>The person at the terminal says no.</summary>
    public ApprovalOutcome Reject(string approvalId) =>
        decisions.Reject(approvalId, Principal.PersonLocal, "not today");

    /// <summary>The requester withdraws the request.</summary>
    public ApprovalOutcome Cancel(string approvalId) =>
        decisions.Cancel(approvalId, Services.Approvals.Find(approvalId)!.Requester);

    /// <summary>The person at the terminal accepts every file as it is now.</summary>
    public void AcceptFiles()
    {
        var files = Accepting.Look().Files.Where(AcceptPolicies.IsAcceptable).ToList();
        if (Accepting.Accept(files, Principal.PersonLocal) is AcceptResult.Refused refused)
            throw new InvalidOperationException(refused.Why);
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

    public void Dispose() => state.Dispose();
}
