using System.Text;
using System.Text.Json;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Tests.Decisions;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>
/// The adapter against clusters that really do what they are told: the embedded one and, where named, a real one.
/// </summary>
public sealed class ClusterContractTests
{
    private const string Image = "registry.k8s.io/pause:3.9";

    public static TheoryData<string> Clusters => [.. ContractCluster.Names];

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_service_is_observed_scaled_up_and_down_to_zero_and_back(string which)
    {
        await using var cluster = await DeployAsync(which);
        foreach (var replicas in new[] { 3, 0, 2 })
        {
            var before = await ObserveAsync(cluster);
            var operation = AdmittedPlans.Scale(Target(before), before.Deployment.Replicas, replicas);

            var dry = await ExecuteAsync(cluster, operation, dryRun: true);
            Assert.Equal(ReceiptStatus.Success, dry.Status);
            Assert.Equal(before.Deployment.Replicas, (await ObserveAsync(cluster)).Deployment.Replicas);

            var receipt = await ExecuteAsync(cluster, operation);
            Assert.Equal((ReceiptStatus.Success, (string?)null), (receipt.Status, receipt.Error));
            await SettleAsync(cluster, replicas);
        }

        var seen = await ObserveAsync(cluster);
        Assert.Equal(2, seen.Deployment.ReadyReplicas);
        Assert.Equal(2, seen.Pods.Count(pod => pod.Ready));
        Assert.False(seen.Deployment.RolloutInProgress);
        Assert.Equal(FieldOwner.Unknown, seen.Deployment.FieldOwners["spec.replicas"]);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_stale_version_is_a_conflict_and_a_namesake_too(string which)
    {
        await using var cluster = await DeployAsync(which);
        var seen = await ObserveAsync(cluster);
        var operation = AdmittedPlans.Scale(Target(seen), 2, 3);
        var stale = AdmittedPlans.Of(operation, "1");
        var namesake = AdmittedPlans.Of(
            AdmittedPlans.Scale(Target(seen) with { Uid = "00000000-0000-0000-0000-000000000000" }, 2, 3),
            seen.Deployment.ResourceVersion!);

        Assert.Equal(ReceiptStatus.Conflict, (await cluster.Writer.ExecuteAsync(stale, default)).Status);
        Assert.Equal(ReceiptStatus.Conflict, (await cluster.Writer.ExecuteAsync(namesake, default)).Status);
        Assert.Equal(2, (await ObserveAsync(cluster)).Deployment.Replicas);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Resources_change_and_are_put_back_exactly(string which)
    {
        await using var cluster = await DeployAsync(which);
        var template = (await ObserveAsync(cluster)).Deployment.TemplateDigest;
        var operation = AdmittedPlans.Operation(
            new OperationParameters.AdjustResources("app", new CpuQuantity(55), null, null, null)
            {
                EphemeralStorageRequest = new ByteQuantity(64 << 20),
            },
            Target(await ObserveAsync(cluster)), FieldValues.Of("app.cpu.request", "50m"),
            new FieldValues([new("app.cpu.request", "55m"), new("app.ephemeral_storage.request", "64Mi")]));

        Assert.Equal(ReceiptStatus.Success, (await ExecuteAsync(cluster, operation)).Status);
        await SettleAsync(cluster, 2);
        var changed = await ObserveAsync(cluster);
        Assert.Equal(55, changed.Containers[0].Cpu.Request!.Value.Millicores);
        Assert.Equal(200, changed.Containers[0].Cpu.Limit!.Value.Millicores);
        Assert.Equal("specskills", changed.Deployment.FieldOwners[
            "spec.template.spec.containers[app].resources.requests.cpu"].Manager);

        Assert.Equal(ReceiptStatus.Success, (await ExecuteAsync(cluster, Compensation.Of(operation))).Status);
        Assert.Equal(template, (await ObserveAsync(cluster)).Deployment.TemplateDigest);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_new_image_is_rolled_back_to_the_template_before(string which)
    {
        await using var cluster = await DeployAsync(which);
        var first = await ObserveAsync(cluster);
        var image = AdmittedPlans.Operation(
            new OperationParameters.SetImage("app", Image + ".1"), Target(first),
            FieldValues.Of("app.image", Image), FieldValues.Of("app.image", Image + ".1"));
        Assert.Equal(ReceiptStatus.Success, (await ExecuteAsync(cluster, image)).Status);
        await cluster.UntilAsync(async () => (await ObserveAsync(cluster)).Deployment.Revision == "2");
        var second = await ObserveAsync(cluster);
        Assert.Equal(["1", "2"], second.Revisions.Select(revision => revision.Revision));

        var back = await ExecuteAsync(cluster, AdmittedPlans.Operation(
            new OperationParameters.Rollback("1"), Target(second),
            new FieldValues([new("revision", "2"), new("template", second.Deployment.TemplateDigest!)]),
            new FieldValues([new("revision", "1"), new("template", first.Deployment.TemplateDigest!)])));

        Assert.Equal((ReceiptStatus.Success, (string?)null), (back.Status, back.Error));
        await cluster.UntilAsync(async () => (await ObserveAsync(cluster)).Deployment.Revision == "3");
        var third = await ObserveAsync(cluster);
        Assert.Equal(first.Deployment.TemplateDigest, third.Deployment.TemplateDigest);
        Assert.Equal(["2", "3"], third.Revisions.Select(revision => revision.Revision));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_strategy_is_changed_to_recreate_and_back(string which)
    {
        await using var cluster = await DeployAsync(which);
        var operation = AdmittedPlans.Operation(
            new OperationParameters.UpdateStrategy("Recreate", null, null, 3, null),
                Target(await ObserveAsync(cluster)),
            new FieldValues(
            [
                new("strategy.type", "RollingUpdate"), new("strategy.max_surge", "1"),
                new("strategy.max_unavailable", "0"), new("min_ready_seconds", "0"),
            ]),
            new FieldValues([new("strategy.type", "Recreate"), new("min_ready_seconds", "3")]));

        Assert.Equal((ReceiptStatus.Success, (string?)null), Ended(await ExecuteAsync(cluster, operation)));
        Assert.Equal(
            new StrategyReading("Recreate", null, null, 3, 5), (await ObserveAsync(cluster)).Deployment.Strategy);
        Assert.Equal(
            (ReceiptStatus.Success, (string?)null), Ended(await ExecuteAsync(cluster, Compensation.Of(operation))));
        Assert.Equal(
            new StrategyReading("RollingUpdate", "1", "0", 0, 5), (await ObserveAsync(cluster)).Deployment.Strategy);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task A_pod_is_evicted_once_and_its_successor_is_not(string which)
    {
        await using var cluster = await DeployAsync(which);
        var seen = await ObserveAsync(cluster);
        var pod = seen.Pods[0].Name;
        var operation = AdmittedPlans.Operation(
            new OperationParameters.RestartPods([pod]), Target(seen), FieldValues.Of("pods", pod), FieldValues.Empty);

        Assert.Equal((ReceiptStatus.Success, (string?)null), Ended(await ExecuteAsync(cluster, operation)));
        await cluster.UntilAsync(async () => (await ObserveAsync(cluster)) is { } now
            && now.Pods.Count(each => each.Ready) == 2 && now.Pods.All(each => each.Name != pod));

        var facts = Assert.IsType<ClusterReading<FreshFacts>.Read>(
            await cluster.Adapter.Observer.ReadFactsAsync(operation, default)).Value;
        Assert.Equal("", facts.Current["pods"]);
        var again = await cluster.Writer.ExecuteAsync(
            AdmittedPlans.Of(operation, facts.ResourceVersion), default);
        Assert.Equal(ReceiptStatus.Refused, again.Status);
    }

    private static (ReceiptStatus, string?) Ended(Receipt receipt) => (receipt.Status, receipt.Error);

    private static OperationTarget Target(Observation seen) =>
        new(seen.Cluster!, seen.Deployment.Namespace!, seen.Deployment.Name!, seen.Deployment.Uid!);

    /// <summary>As the gate does it: read the facts, admit on them, send, and again after a conflict.</summary>
    private static async Task<Receipt> ExecuteAsync(ContractCluster cluster, Operation operation, bool dryRun = false)
    {
        while (true)
        {
            var facts = Assert.IsType<ClusterReading<FreshFacts>.Read>(
                await cluster.Adapter.Observer.ReadFactsAsync(operation, default)).Value;
            Assert.Equal(operation.Before, facts.Current);
            var receipt = await cluster.Writer.ExecuteAsync(
                AdmittedPlans.Of(operation, facts.ResourceVersion, dryRun), default);
            if (receipt.Status != ReceiptStatus.Conflict) return receipt;
        }
    }

    private static async Task<ContractCluster> DeployAsync(string which)
    {
        var cluster = await ContractCluster.StartAsync(which);
        var path = $"/apis/apps/v1/namespaces/{cluster.Namespace}/deployments";
        await cluster.Client.SendAsync("DELETE", $"{path}/{TestWorkloads.Name}?propagationPolicy=Background");
        Assert.IsType<ApiAnswer<JsonElement>.Answered>(await cluster.Client.SendAsync(
            "POST", path, Encoding.UTF8.GetBytes(TestWorkloads.Deployment(Image))));
        await SettleAsync(cluster, 2);
        return cluster;
    }

    private static Task SettleAsync(ContractCluster cluster, int replicas) => cluster.UntilAsync(async () =>
        await ObserveAsync(cluster) is { Deployment: { Settled: true, RolloutInProgress: false } settled } seen
        && settled.Replicas == replicas && seen.Pods.Count == replicas);

    private static async Task<Observation> ObserveAsync(ContractCluster cluster)
    {
        var blueprint = TestBlueprints.Frontend with
        {
            Target = new TargetReference(cluster.Namespace, TestWorkloads.Name, "app", null),
        };
        return Assert.IsType<ClusterReading<Observation>.Read>(
            await cluster.Adapter.Observer.ObserveAsync(blueprint, default)).Value;
    }
}
