using System.Text.Json;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Objects;
using SpecSkills.Kubernetes.Prometheus;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>
/// Reads one service from its cluster. What does not depend on something else is asked at once; the result depends on
/// the answers only, never on their order.
/// </summary>
public sealed class ClusterObserver : IClusterObserver, IDisposable
{
    private readonly ApiClient client;
    private readonly ClusterIdentity identity;
    private readonly PrometheusClient prometheus;
    private readonly ServiceMetricsReader serviceMetrics;
    private readonly TimeProvider clock;
    private readonly NamespaceLists? lists;

    /// <param name="client">The cluster; not disposed with the observer.</param>
    /// <param name="identity">Shared with the writer, so that both mean the same cluster.</param>
    /// <param name="options">What is known of the cluster beforehand.</param>
    /// <param name="clock">Dates observations; the agent's clock, simulated or not.</param>
    public ClusterObserver(
        ApiClient client, ClusterIdentity identity, ClusterObserverOptions options, TimeProvider clock)
    {
        this.client = client;
        this.identity = identity;
        this.clock = clock;
        prometheus = new PrometheusClient(options.Metrics);
        serviceMetrics = new ServiceMetricsReader(prometheus, options.IsEmbedded ? options.EmbeddedPrometheus : null);
    }

    private ClusterObserver(ClusterObserver whole)
    {
        (client, identity, clock) = (whole.client, whole.identity, whole.clock);
        (prometheus, serviceMetrics) = (whole.prometheus, whole.serviceMetrics);
        lists = new NamespaceLists(client);
    }

    /// <inheritdoc/>
    public IClusterObserver ForPass() => new ClusterObserver(this);

    /// <inheritdoc/>
    public Task<ClusterReading<string>> IdentifyAsync(CancellationToken cancellation) =>
        identity.ReadAsync(cancellation);

    /// <inheritdoc/>
    public async Task<ClusterReading<Observation>> ObserveAsync(Blueprint blueprint, CancellationToken cancellation)
    {
        var (ns, name) = (blueprint.Target.Namespace, blueprint.Target.Deployment);
        if (BadName<Observation>(ns, name) is { } bad) return bad;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var cluster = identity.ReadAsync(stop.Token);
        var deploymentAnswer = ReadDeploymentAsync(ns, name, stop.Token);
        var metrics = serviceMetrics.ReadAsync(blueprint, stop.Token);
        var common = lists ?? new NamespaceLists(client);
        var autoscalers = common.ListAsync(ApiResource.HorizontalPodAutoscalers, ns, stop.Token);
        var scaledObjects = common.ListAsync(ApiResource.ScaledObjects, ns, stop.Token);
        var verticals = common.ListAsync(ApiResource.VerticalPodAutoscalers, ns, stop.Token);
        var budgets = common.ListAsync(ApiResource.DisruptionBudgets, ns, stop.Token);
        try
        {
            var failed = await cluster is ClusterReading<string>.Failed unknown
                ? new ClusterReading<Observation>.Failed(unknown.Failure, unknown.Message)
                : null;
            if (failed is not null) return failed;
            if (await deploymentAnswer is ApiAnswer<JsonElement>.Failed unread)
                return ReadFailures.Of<Observation>(unread.Error, $"Deployment {ns}/{name}", client.Connection.Server);
            var observedAt = clock.GetUtcNow();
            var deployment = ((ApiAnswer<JsonElement>.Answered)await deploymentAnswer).Body;
            if (deployment.IntAt("spec", "replicas") is not (>= 0 and var replicas)
                || LabelSelector.Read(deployment.At("spec", "selector")) is not { Query.Length: > 0 } selector)
                return new ClusterReading<Observation>.Failed(
                    ClusterFailure.Malformed,
                        $"Deployment {ns}/{name} has no replicas or no selector. Is this a Kubernetes API?");
            var selected = await ReadSelectedAsync(deployment, ns, selector.Query, stop.Token);
            if (selected.Failure is { } error)
                return ReadFailures.Of<Observation>(error, $"pods and ReplicaSets of {ns}/{name}",
                    client.Connection.Server);
            return new ClusterReading<Observation>.Read(ObservationBuilder.Build(
                blueprint, ((ClusterReading<string>.Read)await cluster).Value, observedAt, replicas, selected.Workload!,
                selected.Usage!, Autoscalers.Targeting(name, await autoscalers, await scaledObjects, await verticals),
                DisruptionBudgets.Over(deployment, await budgets), await metrics));
        }
        finally
        {
            // An early return leaves requests open. Their answers are not used, and their errors must not surface.
            await stop.CancelAsync();
            await Task.WhenAll(cluster, deploymentAnswer, metrics, autoscalers, scaledObjects, verticals, budgets)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public async Task<ClusterReading<FreshFacts>> ReadFactsAsync(Operation operation, CancellationToken cancellation)
    {
        var (ns, name) = (operation.Target.Namespace, operation.Target.Name);
        if (BadName<FreshFacts>(ns, name) is { } bad) return bad;
        switch (await identity.ReadAsync(cancellation))
        {
            case ClusterReading<string>.Failed failed:
                return new ClusterReading<FreshFacts>.Failed(failed.Failure, failed.Message);
            case ClusterReading<string>.Read cluster:
                return await new FactsReader(client).ReadAsync(operation, cluster.Value, cancellation);
            default:
                throw new InvalidOperationException("A reading that is not listed here.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => prometheus.Dispose();

    private Task<ApiAnswer<JsonElement>> ReadDeploymentAsync(string ns, string name, CancellationToken cancellation) =>
        client.GetAsync(ApiResource.Deployments, ns, name, cancellation);

    private async Task<(Workload? Workload, ResourceUsage? Usage, ApiError? Failure)> ReadSelectedAsync(
        JsonElement deployment, string ns, string selector, CancellationToken cancellation)
    {
        var sets = client.ListAsync(ApiResource.ReplicaSets, ns, selector, cancellation);
        var pods = client.ListAsync(ApiResource.Pods, ns, selector, cancellation);
        var usage = client.ListAsync(ApiResource.PodMetrics, ns, selector, cancellation);
        await Task.WhenAll(sets, pods, usage);
        if (await sets is ApiListing.Failed noSets) return (null, null, noSets.Error);
        if (await pods is ApiListing.Failed noPods) return (null, null, noPods.Error);
        var workload = new Workload(
            deployment, ((ApiListing.Complete)await sets).Items, ((ApiListing.Complete)await pods).Items);
        return (workload, new ResourceUsage(workload, await usage), null);
    }

    private static ClusterReading<T>.Failed? BadName<T>(string ns, string name) =>
        KubernetesName.IsValid(ns) && KubernetesName.IsValid(name)
            ? null
            : new ClusterReading<T>.Failed(
                ClusterFailure.NotFound,
                    $"Namespace and Deployment must be Kubernetes names ({KubernetesName.Allowed}). " +
                "Check spec.target.");
}
