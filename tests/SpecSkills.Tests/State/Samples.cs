using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Verification;
using SpecSkills.Tests.Governance;

namespace SpecSkills.Tests.State;

/// <summary>Whole values as the pipeline makes them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = VerdictWorld.Epoch;

    public static readonly Operation Operation =
        VerdictWorld.Default.Request(new OperationParameters.Scale(3)).Operation;

    public static Observation Observation => VerdictWorld.Default.Observation()!;

    public static Operation OperationOf(string service) => Operation with { Service = service };

    public static Verdict Verdict =>
        PolicyDecisionPoint.Evaluate(VerdictWorld.Default.Request(new OperationParameters.Scale(9)));

    public static Permit Permit(string id, DateTimeOffset? at = null) => new(
        id, Operation, "dec-1", "sha256:policy", Verdict, null, Principal.AgentLoop, at ?? Now, (at ?? Now) +
            Core.Execution.Permit.Lifetime);

    public static ApprovalRequest Approval(string id, string reason = "please") => new(
        id, Operation, "dec-1", Verdict, "sha256:policy", Principal.AgentMcp, reason, ["devops-team"], Now,
        Now.AddHours(1), true, false, ApprovalState.Pending, [], null, null, null, null);

    public static OperationEntry Entry(string permitId, string service = "todo-frontend") => new(
        permitId, OperationOf(service), "dec-1", Principal.AgentLoop, OperationStage.Consumed, Now, null, null, null,
        null,
        null, null, null);

    public static OperationEntry Finished(OperationEntry entry, string outcome = "success") => entry with
    {
        Stage = OperationStage.Closed,
        ExecutedAt = Now.AddSeconds(1),
        Before = Observation,
        Receipt = new Receipt(
            entry.Operation.Id, ReceiptStatus.Success,
            "kubectl scale deployment todo-frontend --namespace default --replicas=3",
            [new SentRequest("PATCH", "/apis/apps/v1/x", 200)], TimeSpan.FromMilliseconds(2300), false, "77", "78"),
        VerificationState = new string('v', 10_000),
        Report = new VerificationReport(
            entry.Operation.Id, VerificationResult.Failed, TimeSpan.FromSeconds(60),
            [StateValue.Of("replicas", 3), new StateValue("latency_p95", "180ms")], false,
            [new TargetCheck("spec.performance.latency_p95", "220ms", null, "200ms", null)], "why",
            new RollbackReport(true, TimeSpan.FromSeconds(4.1), FieldValues.OfReplicas(2))),
        Outcome = outcome,
        ClosedAt = Now.AddSeconds(62),
    };
}
