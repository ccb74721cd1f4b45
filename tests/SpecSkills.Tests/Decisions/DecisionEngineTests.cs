using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using Xunit;
using static SpecSkills.Tests.Decisions.TestObservations;

namespace SpecSkills.Tests.Decisions;

public sealed class DecisionEngineTests
{
    [Fact]
    public void The_documented_surge_is_explained_by_its_lines_of_the_blueprint()
    {
        var decision = (Calm with { Deployment = Deployment(2), Metrics = Metrics(85, 75, 220) }).Decide();

        Assert.Equal((DecisionType.ScaleUp, "cpu_above_up_threshold"), (decision.Type, decision.Reason));
        Assert.Equal(
            ["spec.scaling.scale_up_threshold", "spec.scaling.max_replicas", "spec.performance.latency_p95"],
            decision.BlueprintReferences);
        Assert.Equal(
            [
                StateValue.Of("replicas", 2), new("cpu_utilization", "85%"), new("memory_utilization", "75%"),
                new("latency_p95", "220ms"),
            ],
            decision.CurrentState);
        Assert.Equal([StateValue.Of("replicas", 3)], decision.TargetState);
        string[] facts = ["85%", "80%", "220ms", "200ms", "3 replicas", "60 USD", "100 USD", "90s", "5s", "200%"];
        foreach (var fact in facts)
            Assert.Contains(fact, decision.Rationale, StringComparison.Ordinal);
        var operation = Assert.Single(decision.Operations);
        Assert.Equal(new OperationTarget("embedded", "default", "todo-frontend", "uid-1"), operation.Target);
        Assert.Equal((FieldValues.OfReplicas(2), FieldValues.OfReplicas(3)), (operation.Before, operation.After));
        Assert.Equal(OperationOrigin.Scaling, operation.Origin);
    }

    [Fact]
    public void An_error_among_the_findings_rejects_before_any_gate()
    {
        var finding = Finding(DiagnosticSeverity.Error);
        var observation = Calm with { History = new ServiceHistory { BreakerOpen = true } };
        var decision = DecisionEngine.Decide(new DecisionInput(TestBlueprints.Frontend, [finding], observation, Now));

        Assert.Equal((DecisionType.Reject, "blueprint_invalid"), (decision.Type, decision.Reason));
        Assert.Equal(["spec.resources"], decision.BlueprintReferences);
        Assert.Empty(decision.Operations);
    }

    [Fact]
    public void A_finding_without_a_place_is_cited_by_its_code_so_that_every_record_names_a_rule()
    {
        var finding = Finding(DiagnosticSeverity.Error) with { Path = "", Message = "The lock cannot be checked." };
        var decision = DecisionEngine.Decide(new DecisionInput(TestBlueprints.Frontend, [finding], Calm, Now));

        Assert.Equal([finding.Code], decision.BlueprintReferences);
        Assert.NotEqual("", finding.Code);
        Assert.StartsWith(
            "Nothing is decided by an invalid blueprint. The lock", decision.Rationale, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_rejects_nothing()
    {
        var finding = Finding(DiagnosticSeverity.Warning);

        Assert.Equal("within_band",
            DecisionEngine.Decide(new DecisionInput(TestBlueprints.Frontend, [finding], Calm, Now)).Reason);
    }

    [Fact]
    public void Gates_name_the_reason_in_their_order_and_block_even_recovery()
    {
        var all = Calm with
        {
            Pods = [Crashing("a", 3), Pod("b"), Pod("c")],
            History = new ServiceHistory { BreakerOpen = true, Frozen = true, OperationInFlight = true },
        };
        all = all.With(d => d with { Paused = true });
        var unfrozen = all.History with { BreakerOpen = false, Frozen = false };

        Assert.Equal("breaker_open", all.Decide().Reason);
        Assert.Equal("breaker_open", (all with
        {
            History = all.History with { BreakerOpen = false, GlobalBreakerOpen = true },
        }).Decide().Reason);
        Assert.Equal("frozen", (all with { History = all.History with { BreakerOpen = false } }).Decide().Reason);
        Assert.Equal("paused", (all with { History = unfrozen }).Decide().Reason);
        Assert.Equal("operation_in_flight",
            (all with { History = unfrozen }).With(d => d with { Paused = false }).Decide().Reason);
    }

    [Fact]
    public void Every_rule_is_considered_with_a_reason()
    {
        var decision = (Calm with { History = new ServiceHistory { Frozen = true } }).Decide();

        Assert.Equal(
            ["gates", "failure_recovery", "drift", "scaling", "resource_optimization"],
            decision.Considered.Select(rule => rule.Rule));
        Assert.All(decision.Considered, rule => Assert.NotEmpty(rule.Why));
    }

    [Fact]
    public void A_sample_from_before_the_last_change_settled_is_not_used()
    {
        var decision = (Calm with
        {
            Metrics = Metrics(95, 50, 100),
            History = new ServiceHistory { SamplesAfter = Now - TimeSpan.FromSeconds(9) },
        }).Decide();

        Assert.Equal("cpu_unusable", decision.Reason);
    }

    [Fact]
    public void Thresholds_above_the_clamp_can_still_be_passed()
    {
        var generous = TestBlueprints.Scaling(s => s with { ScaleUpThreshold = new Percentage(300) });

        Assert.Equal(DecisionType.ScaleUp, (Calm with { Metrics = Metrics(301, 50, 10) }).Decide(generous).Type);
        Assert.Equal(DecisionType.Hold, (Calm with { Metrics = Metrics(300, 50, 10) }).Decide(generous).Type);
    }

    [Fact]
    public void A_strategy_that_differs_is_proposed_but_never_before_a_scaling()
    {
        var seen = new StrategyReading("RollingUpdate", "01", "25%", 10, 5);
        var drifted = Calm.With(d => d with { Strategy = seen });
        var decision = drifted.Decide();

        Assert.Equal((DecisionType.UpdateDeployment, "blueprint_difference", true),
            (decision.Type, decision.Reason, decision.ProposalOnly));
        // "01" is one pod: parsed values are compared, and only what differs is touched.
        Assert.Equal(FieldValues.Of("strategy.max_unavailable", "0"), decision.Operations[0].After);
        Assert.Equal(FieldValues.Of("strategy.max_unavailable", "25%"), decision.Operations[0].Before);
        Assert.Equal(["spec.deployment.max_unavailable"], decision.BlueprintReferences);
        Assert.Equal(DecisionType.ScaleUp, (drifted with { Metrics = Metrics(95, 50, 100) }).Decide().Type);
    }

    [Fact]
    public void Probe_timing_that_differs_is_proposed()
    {
        var readiness = new ProbeReading(10, 10, 5, 3);
        var liveness = new ProbeReading(30, 60, 5, 3);
        var decision = Calm.With(d => d with { Probes = new ProbeReadings(readiness, liveness) }).Decide();

        Assert.Equal(DecisionType.UpdateDeployment, decision.Type);
        Assert.Equal(["spec.reliability.liveness_probe"], decision.BlueprintReferences);
        Assert.Equal("60", decision.Operations[0].Before["app.liveness_probe.period"]);
        Assert.Equal("30", decision.Operations[0].After["app.liveness_probe.period"]);
    }

    [Fact]
    public void Resources_that_differ_are_proposed_unless_they_were_set_on_record_or_approved()
    {
        var app = Calm.Containers[0];
        var drifted = Calm with
        {
            Containers = [app with { Cpu = app.Cpu with { Request = new CpuQuantity(46) } }],
        };
        var values = new Dictionary<string, string> { ["app.cpu.request"] = "0.046" };

        var decision = drifted.Decide();
        Assert.Equal((DecisionType.AdjustResources, true), (decision.Type, decision.ProposalOnly));
        Assert.Equal(FieldValues.Of("app.cpu.request", "50m"), decision.Operations[0].After);
        Assert.Equal("within_band", (drifted with { Approved = new ApprovedValues("1.0.0", values) }).Decide().Reason);
        Assert.NotEmpty((drifted with { Approved = new ApprovedValues("0.9.0", values) }).Decide().Operations);
        Assert.Equal("within_band", (drifted with
        {
            History = new ServiceHistory { OwnValues = new Dictionary<string, string> { ["app.cpu.request"] = "46m" } },
        }).Decide().Reason);
    }

    private static Diagnostic Finding(DiagnosticSeverity severity) =>
        new("BP0105", severity, "request above limit", 3, 1, "spec.resources", "");
}
