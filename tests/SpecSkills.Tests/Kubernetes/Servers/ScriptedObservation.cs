using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;
using SpecSkills.Kubernetes;
using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Tests.Decisions;

namespace SpecSkills.Tests.Kubernetes.Servers;

/// <summary>The real observer on prepared answers, at a given time.</summary>
internal static class ScriptedObservation
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    /// <summary>The recorded Deployment with empty lists around it.</summary>
    public static async Task<Observation> ObserveAloneAsync(
        RecordedExchange deployment, Action<ScriptedCluster>? more = null)
    {
        var ns = deployment.Body!["metadata"]!["namespace"]!.GetValue<string>();
        var name = deployment.Body["metadata"]!["name"]!.GetValue<string>();
        await using var cluster = new ScriptedCluster()
            .On("GET", $"/apis/apps/v1/namespaces/{ns}/deployments/{name}", deployment.Answer())
            .OnList($"/apis/apps/v1/namespaces/{ns}/replicasets", "ReplicaSetList")
            .OnList($"/api/v1/namespaces/{ns}/pods", "PodList");
        more?.Invoke(cluster);
        return await ObserveAsync(cluster, ns, name, Noon);
    }

    public static async Task<Observation> ObserveAsync(
        ScriptedCluster cluster, string ns, string name, DateTimeOffset now)
    {
        using var adapter = Adapter(cluster, now);
        return await adapter.Observer.ObserveAsync(Blueprint(ns, name), default) switch
        {
            ClusterReading<Observation>.Read read => read.Value,
            ClusterReading<Observation>.Failed failed => throw new InvalidOperationException(failed.Message),
            _ => throw new InvalidOperationException(),
        };
    }

    public static ClusterAdapter Adapter(ScriptedCluster cluster, DateTimeOffset now) => ClusterAdapter.For(
        ClusterConnection.Plain("test", cluster.Address), new FixedClock(now),
        limits: new SpecSkills.Kubernetes.Client.ApiClientOptions { Repetitions = 0 });

    public static Blueprint Blueprint(string ns, string name) =>
        TestBlueprints.Frontend with { Target = new TargetReference(ns, name, null, null) };
}
