using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting.Ids;
using SpecSkills.Hosting.Signatures;
using SpecSkills.Storage.State;
using SpecSkills.Tests.Fakes;
using SpecSkills.Tests.State;

namespace SpecSkills.Tests.Governance;

/// <summary>The approval use cases over the real state database, a listed record and a clock that is set.</summary>
internal sealed class ApprovalWorld : IDisposable
{
    public static readonly Principal Ann = new("person:ann");
    public static readonly Principal Bob = new("person:bob");

    private readonly StateFolder folder = new();
    private readonly SeededIds ids = new(7);

    /// <param name="channels">Where requests are announced.</param>
    /// <param name="notifier">Who announces them; null where no person is told.</param>
    /// <param name="keys">Public key lines of named persons of the group, by name: <c>ann</c>.</param>
    public ApprovalWorld(
        bool twoPerson = false, bool autoReject = true, IReadOnlyList<string>? channels = null,
        INotifier? notifier = null, IReadOnlyDictionary<string, string>? keys = null)
    {
        var blueprint = VerdictWorld.Default.Blueprint();
        Blueprint = blueprint with
        {
            Governance = blueprint.Governance! with
            {
                ApprovalWorkflow = new ApprovalWorkflow(["devops-team"], TimeSpan.FromHours(1), autoReject,
                    channels ?? [], twoPerson),
            },
        };
        Policy = VerdictWorld.Default.Policy() with
        {
            Groups =
            [
                new ApproverGroup("devops-team",
                    [
                        new("person:local", null), new("person:ann", keys?.GetValueOrDefault("ann")),
                        new("person:bob", keys?.GetValueOrDefault("bob")), new("person:signer", "ssh-ed25519 AAAA"),
                    ]),
                new ApproverGroup("others", [new("person:eve", null)]),
            ],
        };
        State = folder.Open();
        Repository = new FixedRepository(Blueprint, Policy);
        Opening = new OpenApproval(State.Approvals, State.Callers, Audit, ids, Clock, notifier);
        Signatures = new SshKeygen(Path.Combine(folder.Root, "signatures"));
        Decide = DecideOver(State);
        Sweep = SweepOver(State);
    }

    public Blueprint Blueprint { get; }

    public GovernancePolicy Policy { get; private set; }

    public WorkspaceState State { get; }

    public ListedAudit Audit { get; } = new();

    public SetClock Clock { get; } = new() { Now = VerdictWorld.Epoch };

    public FixedRepository Repository { get; }

    public OpenApproval Opening { get; }

    public DecideApproval Decide { get; }

    public SweepApprovals Sweep { get; }

    public SshKeygen Signatures { get; }

    /// <summary>The state as another process has it.</summary>
    public WorkspaceState OpenState() => folder.Open();

    /// <summary>Deciding, in another process.</summary>
    public DecideApproval DecideOver(WorkspaceState state) =>
        new(state.Approvals, state.Permits, Repository, Audit, ids, Clock, Signatures);

    /// <summary>Sweeping, in another process.</summary>
    public SweepApprovals SweepOver(WorkspaceState state) => new(state.Approvals, Repository, Audit, Clock);

    /// <summary>Puts delegations into the policy; its digest stays, as if they had always been there.</summary>
    public void Delegate(params Delegation[] delegations) =>
        Repository.Policy = Repository.Policy! with { Delegations = delegations };

    /// <summary>Gives the policy a workflow of its own with these channels.</summary>
    public void PolicyChannels(params string[] channels) => Policy = Policy with
    {
        ApprovalWorkflow = new ApprovalWorkflow(["devops-team"], TimeSpan.FromHours(1), true, channels, false),
    };

    public void Dispose()
    {
        State.Dispose();
        folder.Dispose();
    }

    public ApprovalOpening Open(int replicas = 9, Principal? requester = null, string? reason = "Black Friday")
    {
        var (operation, verdict) = Ask(replicas);
        var stored = new StoredDecision(
            $"dec-{replicas}",
            new Decision("todo-frontend", operation.Blueprint, DecisionType.ScaleUp, "requested", [], [], "", [],
                [operation], []),
            VerdictWorld.Default.Observation()!, requester ?? Principal.AgentMcp, Clock.GetUtcNow(), reason);
        return Opening.Open(
            Opening.Prepare(stored, operation, verdict, Blueprint, Policy, requester ?? Principal.AgentMcp));
    }

    public static (Operation Operation, Verdict Verdict) Ask(int replicas)
    {
        var request = VerdictWorld.Default.Request(new OperationParameters.Scale(replicas));
        return (request.Operation, PolicyDecisionPoint.Evaluate(request));
    }
}
