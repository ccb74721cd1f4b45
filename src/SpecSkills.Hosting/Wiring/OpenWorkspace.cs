using SpecSkills.Application.Audit;
using SpecSkills.Application.Blueprints;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Policies;
using SpecSkills.Application.Ports;
using SpecSkills.Hosting.Ids;
using SpecSkills.Hosting.Notifications;
using SpecSkills.Hosting.Signatures;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Storage.State;

namespace SpecSkills.Hosting.Wiring;

/// <summary>
/// A workspace as a program uses it: blueprints, state, record, clock. Nothing is opened before it is asked for.
/// </summary>
public sealed class OpenWorkspace : IDisposable
{
    private WorkspaceState? state;
    private ProcessOwner? process;
    private readonly INotifier? given;
    private Notifier? notifier;

    /// <summary>Opens it for a command.</summary>
    public OpenWorkspace(Workspace workspace, ProgramContext context)
        : this(workspace, SimulatedTime.ClockOf(workspace, Clock(context)), new RandomIds())
    {
    }

    /// <summary>Opens it with a clock and ids of one's own.</summary>
    /// <param name="notifier">Who tells people; null for the person's own book of channels.</param>
    public OpenWorkspace(Workspace workspace, TimeProvider time, IIdSource ids, INotifier? notifier = null)
    {
        given = notifier;
        Workspace = workspace;
        Time = time;
        Ids = ids;
    }

    /// <summary>Where it is.</summary>
    public Workspace Workspace { get; }

    /// <summary>The clock that everything in it uses.</summary>
    public TimeProvider Time { get; }

    /// <summary>Where its ids come from.</summary>
    public IIdSource Ids { get; }

    /// <summary>Blueprints and policy as they are in force: what persons accepted, and what narrows it.</summary>
    public IBlueprintRepository Blueprints
    {
        get => field ??= ByLock;
        private set;
    }

    /// <summary>Accepting the content of the files.</summary>
    public AcceptPolicies Accepting => new(
        Files, new BlueprintArchive(Workspace.Root, Workspace.State), LockStore, Witness, State.Memory, Record.Log,
        Time);

    /// <summary>The record, where the accepted policy says it is.</summary>
    public WorkspaceRecord Record =>
        field ??= new WorkspaceRecord(Workspace, ByLock.RecordDestination());

    /// <summary>Retention by the files in force.</summary>
    public PruneRecord Prune => new(Blueprints, Record.Retention, Time);

    /// <summary>
    /// Decisions, permits, approvals, executions and memory, shared with every process of the workspace.
    /// </summary>
    public WorkspaceState State
    {
        get
        {
            if (state is not null) return state;
            Workspace.PrepareState();
            return state = new WorkspaceState(Workspace.Database, owners: Process);
        }
    }

    /// <summary>
    /// Sends notifications to people. A demo's folder sends none.
    /// </summary>
    public INotifier? Notifier => SimulatedTime.EndOf(Workspace) is null
        ? given ?? (notifier ??= new Notifier(TimeProvider.System))
        : null;

    /// <summary>Announces requests and their results; null when there are no notifications.</summary>
    public AnnounceApproval? Announcing => Notifier is { } told
        ? new AnnounceApproval(State.Approvals, told, Record.Log, Time)
        : null;

    /// <summary>Notifies people of a freeze and of its end.</summary>
    public AnnounceStop AnnouncingStops => new(Blueprints, Notifier, Record.Log, Time);

    /// <summary>Opening requests for a person's decision.</summary>
    public OpenApproval OpenApproval(PipelineServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return new OpenApproval(
            services.Approvals, State.Callers, services.Audit, services.Ids, services.Time, Notifier);
    }

    /// <summary>Taking a person's decision on a request.</summary>
    public DecideApproval DecideApproval => new(
        State.Approvals, State.Permits, Blueprints, Record.Log, Ids, Time,
        new SshKeygen(Path.Combine(Workspace.State, "signatures")));

    /// <summary>
    /// From now on a file that becomes invalid leaves its last valid version in force, as in a running agent.
    /// </summary>
    /// <param name="tell">Called when the version in force differs from the file.</param>
    public void KeepInForce(Action<InForceNotice> tell) => Blueprints = new BlueprintsInForce(Blueprints, tell);

    private BlueprintRepository Files => field ??= new BlueprintRepository(Workspace.Root);

    private PolicyLockStore LockStore => field ??= new PolicyLockStore(Workspace.Root, Workspace.State);

    private PolicyWitness Witness =>
        field ??= new PolicyWitness(() => Record.Log, () => Record.Reader, LockStore, Time);

    private BlueprintsByLock ByLock => field ??= new BlueprintsByLock(Files, LockStore, Witness, Time);

    /// <summary>Under which name this process leases.</summary>
    private ProcessOwner Process => process ??= new ProcessOwner(Workspace, TimeProvider.System);

    /// <summary>Says which changes of blueprints and policy are not in force, or why nothing is.</summary>
    public void Warn(TextWriter notes)
    {
        ArgumentNullException.ThrowIfNull(notes);
        foreach (var notice in Blueprints.Read().Standing.Notices) notes.WriteLine($"specskills: {notice}");
    }

    /// <summary>What the use cases need.</summary>
    /// <param name="observer">The read side of the cluster; null for commands that look at none.</param>
    /// <param name="log">Stands in for the record's own log, for callers that want to see every record.</param>
    public PipelineServices Services(IClusterObserver? observer, IAuditLog? log = null) => new(
        Blueprints, observer ?? new NoCluster(), State.Decisions, State.Permits, State.Approvals, State.Journal,
        State.Memory, log ?? Record.Log, Record.Reader, Ids, Time, Process.Name);

    /// <inheritdoc/>
    public void Dispose()
    {
        state?.Dispose();
        notifier?.Dispose();
        process?.Dispose();
    }

    private static TimeProvider Clock(ProgramContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Time;
    }
}
