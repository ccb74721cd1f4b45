using SpecSkills.Application.Governance;
using SpecSkills.Application.Pipeline;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting.Ids;
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

    public ApprovalWorld(bool twoPerson = false, bool autoReject = true)
    {
        var blueprint = VerdictWorld.Default.Blueprint();
        Blueprint = blueprint with
        {
            Governance = blueprint.Governance! with
            {
                ApprovalWorkflow = new ApprovalWorkflow(["devops-team"], TimeSpan.FromHours(1), autoReject, [],
                    twoPerson),
            },
        };
        Policy = VerdictWorld.Default.Policy() with
        {
            Groups =
            [
                new ApproverGroup("devops-team",
                    [new("person:local", null), new("person:ann", null), new("person:bob", null),
                    new("person:signer", "ssh-ed25519 AAAA")]),
                new ApproverGroup("others", [new("person:eve", null)]),
            ],
        };
        State = folder.Open();
        Repository = new FixedRepository(Blueprint, Policy);
        Desk = new ApprovalDesk(State.Approvals, State.Callers, Audit, ids, Clock);
        Decide = new DecideApproval(State.Approvals, State.Permits, Repository, Audit, ids, Clock);
        Sweep = new SweepApprovals(State.Approvals, Repository, Audit, Clock);
    }

    public Blueprint Blueprint { get; }

    public GovernancePolicy Policy { get; }

    public WorkspaceState State { get; }

    public ListedAudit Audit { get; } = new();

    public SetClock Clock { get; } = new() { Now = VerdictWorld.Epoch };

    public FixedRepository Repository { get; }

    public ApprovalDesk Desk { get; }

    public DecideApproval Decide { get; }

    public SweepApprovals Sweep { get; }

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
        return Desk.Open(stored, operation, verdict, Blueprint, Policy, requester ?? Principal.AgentMcp);
    }

    public static (Operation Operation, Verdict Verdict) Ask(int replicas)
    {
        var request = VerdictWorld.Default.Request(new OperationParameters.Scale(replicas));
        return (request.Operation, PolicyDecisionPoint.Evaluate(request));
    }
}
