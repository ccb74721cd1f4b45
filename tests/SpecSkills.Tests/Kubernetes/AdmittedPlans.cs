using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>Admitted plans as the gate makes them: nothing else can.</summary>
internal static class AdmittedPlans
{
    public static readonly BlueprintReference Blueprint = new("todo-frontend", "1.0.0", "sha256:b");

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static AdmittedPlan Of(Operation operation, string resourceVersion, bool dryRun = false) =>
        ((Admission.Admitted)Admit(operation, resourceVersion, dryRun)).Plan;

    /// <summary>The gate's answer on an operation that everything else allows.</summary>
    public static Admission Admit(Operation operation, string resourceVersion, bool dryRun = false)
    {
        var verdict = new Verdict(
            VerdictStatus.Allowed, "test", ["test"], operation.Id, "spec.governance", "Allowed by the test.", null);
        var permit = new Permit(
            "permit", operation, "decision", "sha256:p", verdict, null, Principal.AgentLoop, Now,
                Now + Permit.Lifetime);
        return PermitGate.Admit(
            permit, operation, verdict, "sha256:p", operation.Blueprint.Digest,
            new FreshFacts(operation.Target, resourceVersion, operation.Before), Now, dryRun);
    }

    public static Operation Operation(
        OperationParameters parameters, OperationTarget target, FieldValues before, FieldValues after) =>
        new("todo-frontend", OperationOrigin.Scaling, parameters, target, before, after, Blueprint);

    public static Operation Scale(OperationTarget target, int from, int to) => Operation(
        new OperationParameters.Scale(to), target, FieldValues.OfReplicas(from), FieldValues.OfReplicas(to));
}
