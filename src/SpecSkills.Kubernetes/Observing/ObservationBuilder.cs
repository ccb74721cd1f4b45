using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Objects;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>Puts the answers together: pure, and so testable on recorded answers.</summary>
internal static class ObservationBuilder
{
    public static Observation Build(
        Blueprint blueprint, string cluster, DateTimeOffset observedAt, int replicas, Workload workload,
        ResourceUsage usage, string? autoscaler, DisruptionBudget? budget, MetricReadings service)
    {
        var deployment = workload.Deployment;
        var container = Governed(blueprint, workload);
        var patience = DeploymentStatus.ProgressDeadline(deployment);
        var pods = new List<PodReading>();
        var warming = 0;
        foreach (var pod in workload.Pods)
        {
            var reading = PodStatus.Read(pod, workload.RevisionOf(pod), observedAt);
            pods.Add(reading);
            if (PodStatus.IsWarming(pod, reading, patience, observedAt)) warming++;
        }

        var state = DeploymentStatus.Read(deployment, replicas, warming, autoscaler, container);
        return new Observation(
            blueprint.Metadata.Name, observedAt, cluster, state,
            service with { Cpu = usage.Cpu(container), Memory = usage.Memory(container) },
            DeploymentStatus.Containers(deployment, usage.Of), pods, Revisions(workload, state, container), budget,
            Approved: null, ServiceHistory.Empty);
    }

    /// <summary>The blueprint's container where it names one that is there, else the first.</summary>
    private static string? Governed(Blueprint blueprint, Workload workload)
    {
        var names = DeploymentField.ContainerNames(workload.Deployment).ToList();
        return blueprint.Target.Container is { } wanted
            ? names.Find(name => name == wanted)
            : names.FirstOrDefault();
    }

    private static List<RevisionReading> Revisions(Workload workload, DeploymentState state, string? container)
    {
        var revisions = new List<RevisionReading>();
        foreach (var set in workload.ReplicaSets)
        {
            if (DeploymentFields.Revision(set) is not { } revision) continue;
            // What stands complete before our eyes is healthy; of the others only the workspace's memory can tell.
            var complete = revision == state.Revision && state.Settled == true && state.Replicas > 0
                && !state.RolloutInProgress;
            revisions.Add(new RevisionReading(
                revision, set.TimeAt("metadata", "creationTimestamp"), complete ? true : null,
                container is null ? null : DeploymentFields.Of(container, "image").Read(set)));
        }

        return revisions;
    }
}
