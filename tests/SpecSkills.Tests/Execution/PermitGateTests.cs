using System.Reflection;
using System.Runtime.CompilerServices;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Tests.Governance;
using Xunit;

namespace SpecSkills.Tests.Execution;

public sealed class PermitGateTests
{
    private static readonly DateTimeOffset Now = VerdictWorld.Epoch;
    private static readonly VerdictRequest Request = VerdictWorld.Default.Request(new OperationParameters.Scale(3));
    private static readonly Operation Operation = Request.Operation;
    private static readonly Verdict Allowed = PolicyDecisionPoint.Evaluate(Request);
    private static readonly FreshFacts Facts = new(Operation.Target, "78", Operation.Before);

    private static readonly Permit Permit = new(
        "permit-1", Operation, "dec-1", "sha256:policy", Allowed, null, Principal.AgentLoop, Now, Now +
            Core.Execution.Permit.Lifetime);

    [Fact]
    public void What_still_fits_is_admitted_with_the_version_just_read()
    {
        var plan = Assert.IsType<Admission.Admitted>(Admit()).Plan;

        Assert.Equal((Operation, "permit-1", "78", false, false),
            (plan.Operation, plan.PermitId, plan.ResourceVersion, plan.DryRun, plan.IsCompensation));
        Assert.True(Assert.IsType<Admission.Admitted>(Admit(dryRun: true)).Plan.DryRun);
    }

    [Fact]
    public void An_approval_carries_what_the_policy_wants_approved()
    {
        var asks = Allowed with { Status = VerdictStatus.RequiresApproval, Rule = "unlisted" };

        Assert.Equal(("unlisted", false), Refusal(Admit(verdict: asks)));
        Assert.IsType<Admission.Admitted>(Admit(Permit with { ApprovalId = "app-1" }, verdict: asks));
    }

    [Theory]
    [InlineData("another operation", true)]
    [InlineData("another target", true)]
    [InlineData("a verdict about another operation", true)]
    [InlineData("a permit resting on a verdict about another operation", true)]
    [InlineData("ten minutes later", true)]
    [InlineData("before it was given", true)]
    [InlineData("another policy", true)]
    [InlineData("another blueprint", true)]
    [InlineData("a namesake", true)]
    [InlineData("another cluster", true)]
    [InlineData("moved fields", true)]
    [InlineData("more fields", true)]
    [InlineData("no version", true)]
    public void What_no_longer_fits_is_refused(string what, bool conflict)
    {
        var other = Operation with { Parameters = new OperationParameters.Scale(4), After = FieldValues.OfReplicas(4) };
        var admission = what switch
        {
            "another operation" => Admit(operation: other),
            "another target" =>
                Admit(operation: Operation with { Target = Operation.Target with { Name = "todo-backend" } }),
            "a verdict about another operation" => Admit(verdict: Allowed with { OperationId = other.Id }),
            "a permit resting on a verdict about another operation" =>
                Admit(Permit with { Verdict = Allowed with { OperationId = other.Id } }),
            "ten minutes later" => Admit(at: Now + Core.Execution.Permit.Lifetime),
            "before it was given" => Admit(at: Now.AddSeconds(-6)),
            "another policy" => Admit(policy: "sha256:wider"),
            "another blueprint" => Admit(blueprint: "sha256:wider"),
            "a namesake" => Admit(facts: Facts with { Target = Facts.Target with { Uid = "uid-2" } }),
            "another cluster" => Admit(facts: Facts with { Target = Facts.Target with { Cluster = "production" } }),
            "moved fields" => Admit(facts: Facts with { Current = FieldValues.OfReplicas(4) }),
            "more fields" => Admit(
                facts: Facts with { Current = new FieldValues([new("replicas", "2"), new("template", "x")]) }),
            _ => Admit(facts: Facts with { ResourceVersion = "" }),
        };

        Assert.Equal((RuleNames.StaleObservation, conflict), Refusal(admission));
    }

    [Fact]
    public void What_is_blocked_now_is_refused_even_with_an_approval()
    {
        var blocked = Allowed with { Status = VerdictStatus.Blocked, Rule = RuleNames.Breaker };

        Assert.Equal((RuleNames.Breaker, false), Refusal(Admit(verdict: blocked)));
        Assert.Equal((RuleNames.Breaker, false),
            Refusal(Admit(Permit with { ApprovalId = "app-1" }, verdict: blocked)));
    }

    [Fact]
    public void Deleting_is_never_executed()
    {
        var delete = VerdictWorld.Default.Request(new OperationParameters.Other(OperationKind.DeleteDeployment,
            "todo-frontend"));
        var verdict = new Verdict(VerdictStatus.Allowed, "delete_deployment", [], delete.Operation.Id, "x", "x", null);
        var admission = PermitGate.Admit(
            Permit with { Operation = delete.Operation, Verdict = verdict, ApprovalId = "app-1" }, delete.Operation,
            verdict,
            "sha256:policy", "sha256:blueprint", Facts with { Current = delete.Operation.Before }, Now, dryRun: false);

        Assert.Equal((RuleNames.UnknownOperation, false), Refusal(admission));
    }

    [Fact]
    public void A_compensation_puts_back_exactly_what_was()
    {
        var undo = Compensation.Of(Operation);
        var facts = Facts with { Current = Operation.After };

        // Its moment does not matter: past expiry and limits, what was executed must stay undoable.
        var plan = Assert.IsType<Admission.Admitted>(PermitGate.AdmitCompensation(Permit, undo, facts)).Plan;
        Assert.Equal((true, new OperationParameters.Scale(2)), (plan.IsCompensation, plan.Operation.Parameters));
        Assert.Equal((Operation.After, Operation.Before), (plan.Operation.Before, plan.Operation.After));
        Assert.NotEqual(Operation.Id, undo.Id);
    }

    [Fact]
    public void A_compensation_that_is_something_else_is_refused()
    {
        var undo = Compensation.Of(Operation);
        var facts = Facts with { Current = Operation.After };
        var further = undo with { Parameters = new OperationParameters.Scale(1), After = FieldValues.OfReplicas(1) };

        Assert.Equal((RuleNames.StaleObservation, true), Refusal(PermitGate.AdmitCompensation(Permit, further, facts)));
        Assert.Equal((RuleNames.StaleObservation, true),
            Refusal(PermitGate.AdmitCompensation(Permit, Operation, Facts)));
        // Another writer has changed the field meanwhile: its value stays.
        Assert.Equal((RuleNames.StaleObservation, true), Refusal(
            PermitGate.AdmitCompensation(Permit, undo, facts with { Current = FieldValues.OfReplicas(7) })));
        Assert.Equal((RuleNames.StaleObservation, true), Refusal(
            PermitGate.AdmitCompensation(Permit, undo, facts with { Target = facts.Target with { Uid = "uid-2" } })));
    }

    [Fact]
    public void What_cannot_be_put_back_exactly_is_not_compensated()
    {
        var adjust = new OperationParameters.AdjustResources("app", new CpuQuantity(90), null, null, null);
        var operation = VerdictWorld.Default.Request(adjust).Operation;
        Assert.True(Compensation.IsPossible(operation));
        // There was no request before: setting fields cannot bring "none" back.
        Assert.False(Compensation.IsPossible(operation with { Before = FieldValues.Empty }));
        // More was changed than the parameters of the kind can restore.
        Assert.False(Compensation.IsPossible(operation with
        {
            Before = new FieldValues([.. operation.Before, new("app.image", "app:3")]),
        }));
        foreach (var parameters in new OperationParameters[]
            { new OperationParameters.RestartPods(["web-down"]), new OperationParameters.Rollback("2") })
        {
            var lost = VerdictWorld.Default.Request(parameters).Operation;
            Assert.Equal((RuleNames.UnknownOperation, false), Refusal(PermitGate.AdmitCompensation(
                Permit with { Operation = lost }, lost, Facts with { Current = lost.After })));
        }
    }

    [Fact]
    public void Only_the_gate_makes_an_admitted_plan()
    {
        var plan = typeof(AdmittedPlan);

        Assert.True(plan.IsSealed);
        Assert.Empty(plan.GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        Assert.All(plan.GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance), made =>
            Assert.True(made.IsAssembly));
        Assert.All(plan.GetProperties(), property => Assert.False(property.CanWrite));
        Assert.Empty(plan.Assembly.GetCustomAttributes<InternalsVisibleToAttribute>());
        // Nothing public hands one out but an admission, and admissions come from the gate.
        var givers = plan.Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(
                BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => !method.Name.StartsWith("<Clone>", StringComparison.Ordinal))
            .Where(method => method.ReturnType == plan || method.ReturnType == typeof(Admission))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(["Admitted.get_Plan", "PermitGate.Admit", "PermitGate.AdmitCompensation"], givers.Distinct());
    }

    private static (string Rule, bool Conflict) Refusal(Admission admission)
    {
        var refused = Assert.IsType<Admission.Refused>(admission);
        Assert.NotEmpty(refused.Explanation);
        return (refused.Rule, refused.Conflict);
    }

    private static Admission Admit(
        Permit? permit = null, Operation? operation = null, Verdict? verdict = null, string policy = "sha256:policy",
        string blueprint = "sha256:blueprint", FreshFacts? facts = null, DateTimeOffset? at = null,
        bool dryRun = false) =>
        PermitGate.Admit(
            permit ?? Permit, operation ?? Operation, verdict ?? Allowed, policy, blueprint, facts ?? Facts, at ?? Now,
            dryRun);
}
