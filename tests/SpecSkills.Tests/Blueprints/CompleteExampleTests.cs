using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.Blueprints;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

public sealed class CompleteExampleTests
{
    private static readonly BlueprintReading Reading =
        BlueprintLoader.Load(RepositoryFiles.Text("tests", "Data", "blueprints", "complete.yaml"));

    private static Blueprint Complete => Assert.IsType<Blueprint>(Reading.Blueprint);

    [Fact]
    public void It_is_valid()
    {
        Assert.True(Reading.IsValid, string.Join('\n', Reading.Diagnostics));
        // The one thing it could do better: it scales down on a single quiet sample.
        Assert.Equal([DiagnosticCodes.NoStabilization], Reading.Diagnostics.Select(finding => finding.Code));
    }

    [Fact]
    public void Its_metadata_are_read()
    {
        var metadata = Complete.Metadata;
        Assert.Equal("todo-frontend", metadata.Name);
        Assert.Equal(new SemanticVersion(1, 0, 0), metadata.Version);
        Assert.Equal("Infrastructure blueprint for Todo AI Chatbot frontend", metadata.Description);
        Assert.Equal("devops-team", metadata.Owner);
        Assert.Equal(new DateOnly(2026, 2, 10), metadata.Created);
        Assert.Empty(metadata.Labels);
        Assert.Equal(new TargetReference("default", "todo-frontend", null, null), Complete.Target);
    }

    [Fact]
    public void Its_resources_are_read() => Assert.Equal(
        new ResourcePolicy(
            new CpuPolicy(new CpuQuantity(50), new CpuQuantity(200), new Percentage(70), new Percentage(10)),
            new MemoryPolicy(Mi(128), Mi(512), new Percentage(80), new Percentage(10)),
            Mi(1024)),
        Complete.Resources);

    [Fact]
    public void Its_targets_are_read() => Assert.Equal(
        new PerformanceTargets(
            TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(500),
            new RequestRate(100), new RequestRate(200), new Percentage(99.9m), new Percentage(1)),
        Complete.Performance);

    [Fact]
    public void Its_scaling_is_read()
    {
        var scaling = Complete.Scaling;
        Assert.Equal((1, 5, 2), (scaling.MinReplicas, scaling.MaxReplicas, scaling.TargetReplicas));
        Assert.Equal((new Percentage(80), new Percentage(30)), (scaling.ScaleUpThreshold, scaling.ScaleDownThreshold));
        Assert.Equal((1, 1), (scaling.ScaleUpIncrement, scaling.ScaleDownIncrement));
        Assert.Equal(Seconds(60), scaling.CooldownPeriod);
        Assert.Equal(TimeSpan.Zero, scaling.ScaleDownStabilization);
        Assert.Equal(
            [
                new MetricWeight(ScalingMetric.Cpu, 0.5m), new MetricWeight(ScalingMetric.Memory, 0.3m),
                new MetricWeight(ScalingMetric.Latency, 0.2m),
            ],
            scaling.Metrics);
    }

    [Fact]
    public void Its_reliability_is_read() => Assert.Equal(
        new ReliabilityPolicy(
            3, RestartBackoff.Exponential, true, 2, Seconds(30),
            new ProbePolicy(Seconds(10), Seconds(10), Seconds(5), 3),
            new ProbePolicy(Seconds(30), Seconds(30), Seconds(5), 3),
            Seconds(60), false),
        Complete.Reliability);

    [Fact]
    public void Its_deployment_strategy_is_read() => Assert.Equal(
        new DeploymentPolicy(DeploymentStrategy.RollingUpdate, "1", "0", Seconds(10), 5), Complete.Deployment);

    [Fact]
    public void Its_governance_is_read()
    {
        var governance = Assert.IsType<GovernanceSection>(Complete.Governance);
        Assert.Equal(
            ["scale_within_limits", "restart_failed_pods", "adjust_resources_within_10_percent"],
            governance.AgentAuthority.AllowedOperations);
        Assert.Equal(
            [
                "scale_beyond_limits", "change_resource_limits_beyond_10_percent", "modify_deployment_strategy",
                "change_health_checks",
            ],
            governance.AgentAuthority.RequiresApproval);
        Assert.Equal(
            ["delete_deployment", "delete_service", "modify_secrets", "change_network_policies"],
            governance.AgentAuthority.ForbiddenOperations);
        var workflow = Assert.IsType<ApprovalWorkflow>(governance.ApprovalWorkflow);
        Assert.Equal(["devops-team"], workflow.Approvers);
        Assert.Equal(["slack://devops-alerts"], workflow.NotificationChannels);
        Assert.Equal(TimeSpan.FromHours(1), workflow.Timeout);
        Assert.Equal((true, false), (workflow.AutoRejectOnTimeout, workflow.TwoPerson));
        Assert.Equal(new AuditPolicy(true, true, TimeSpan.FromDays(90), "json", "logs/agent-decisions/"),
            governance.Audit);
        Assert.Empty(governance.FreezeWindows);
    }

    [Fact]
    public void Its_cost_is_read() => Assert.Equal(
        new CostPolicy(new Money(100, "USD"), new Money(20, "USD"), OptimizationPriority.Balanced), Complete.Cost);

    [Fact]
    public void The_smaller_example_is_valid_with_defaults_for_the_rest()
    {
        var reading = BlueprintLoader.Load(RepositoryFiles.Text("tests", "Data", "blueprints", "small.yaml"));
        Assert.True(reading.IsValid, string.Join('\n', reading.Diagnostics));
        var small = reading.Blueprint!;
        Assert.Equal([new MetricWeight(ScalingMetric.Cpu, 1)], small.Scaling.Metrics);
        Assert.Equal((1, 1), (small.Scaling.ScaleUpIncrement, small.Scaling.ScaleDownIncrement));
        Assert.Equal(2, small.Reliability.RollbackThreshold);
        Assert.Null(small.Governance);
        Assert.Null(small.Deployment);
        Assert.Null(small.Cost);
    }

    [Fact]
    public void The_shipped_frontend_has_the_same_values()
    {
        var shipped = BlueprintLoader.Load(RepositoryFiles.Text("blueprints", "frontend", "blueprint.yaml")).Blueprint!;
        Assert.Equal(Complete.Resources, shipped.Resources);
        Assert.Equal(Complete.Performance, shipped.Performance);
        Assert.Equal(Complete.Scaling with { Metrics = shipped.Scaling.Metrics }, shipped.Scaling);
        Assert.Equal(Complete.Scaling.Metrics, shipped.Scaling.Metrics);
        Assert.Equal(Complete.Reliability, shipped.Reliability);
        Assert.Equal(Complete.Deployment, shipped.Deployment);
        Assert.Equivalent(Complete.Governance, shipped.Governance, strict: true);
        Assert.Equal(Complete.Cost, shipped.Cost);
    }

    private static ByteQuantity Mi(long count) => new(count << 20);

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);
}
