using SpecSkills.Application.Decisions;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Application.Verification;

namespace SpecSkills.Application.Agent;

/// <summary>
/// Every use case over one workspace and one cluster, wired once: consoles, MCP tools and the agent's loop drive the
/// same ones, so there is one gate and one way through it.
/// </summary>
public sealed class SkillSet : IAsyncDisposable
{
    private readonly BackgroundVerification? background;

    /// <summary>Wires the use cases.</summary>
    /// <param name="services">Stores, record, observer, time.</param>
    /// <param name="openApproval">Opens approval requests.</param>
    /// <param name="writer">The write side of the cluster; it goes into the gate and nowhere else.</param>
    /// <param name="ticked">
    /// The host drives <see cref="Loop"/>, whose ticks verify; otherwise verification runs beside the host's other
    /// work.
    /// </param>
    public SkillSet(PipelineServices services, OpenApproval openApproval, IClusterWriter writer, bool ticked)
    {
        Services = services;
        var gate = new WriteGate(services, writer);
        Advance = new AdvanceOperation(services, gate);
        background = ticked ? null : new BackgroundVerification(Advance, services.Time);
        IVerificationSchedule schedule = background is null ? new TickedVerification() : background;
        Decide = new ObserveAndDecide(services);
        Propose = new ProposeOperation(services);
        Govern = new RequestGovernance(services, openApproval);
        Apply = new ApplyPermit(services, gate, schedule);
        Verify = new VerifyOperation(services, Advance);
        Rollback = new RollbackOwnOperation(services, Advance, Propose, Govern);
        Reconcile = new ReconcileService(services, Decide, Govern, Apply, Advance);
        Settle = new SettleOperations(services, Advance, schedule);
        // The loop looks and decides by what its pass read when it began; what it asks and executes reads afresh.
        var sight = new SightOfPass(services.Blueprints, services.Observer);
        var looking = services with { Blueprints = sight, Observer = sight };
        Loop = new AgentLoop(services, sight, new ReconcileService(
            looking, new ObserveAndDecide(looking), Govern, Apply, Advance,
            new SweepApprovals(services.Approvals, sight, services.Audit, services.Time, services.Blueprints)));
        Status = new ServiceStatus(services);
        Explain = new ExplainDecision(services);
    }

    /// <summary>What the use cases stand on.</summary>
    public PipelineServices Services { get; }

    /// <summary>Observes and decides.</summary>
    public ObserveAndDecide Decide { get; }

    /// <summary>Plans an explicit wish.</summary>
    public ProposeOperation Propose { get; }

    /// <summary>Asks governance; issues permits, opens approvals.</summary>
    public RequestGovernance Govern { get; }

    /// <summary>Executes what a permit is bound to.</summary>
    public ApplyPermit Apply { get; }

    /// <summary>Brings an execution one step on.</summary>
    public AdvanceOperation Advance { get; }

    /// <summary>Stays with an execution until it is closed.</summary>
    public VerifyOperation Verify { get; }

    /// <summary>Undoes an own operation.</summary>
    public RollbackOwnOperation Rollback { get; }

    /// <summary>One pass of the whole pipeline.</summary>
    public ReconcileService Reconcile { get; }

    /// <summary>Settles what a process before left unfinished; the first thing a program that executes does.</summary>
    public SettleOperations Settle { get; }

    /// <summary>The unattended agent.</summary>
    public AgentLoop Loop { get; }

    /// <summary>How services stand.</summary>
    public ServiceStatus Status { get; }

    /// <summary>A decision with its consequences.</summary>
    public ExplainDecision Explain { get; }

    /// <summary>
    /// Stops verifying beside; what is unverified stays so in the state, and the next start settles it.
    /// </summary>
    public ValueTask DisposeAsync() => background?.DisposeAsync() ?? ValueTask.CompletedTask;
}
