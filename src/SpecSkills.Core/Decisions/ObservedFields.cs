using System.Globalization;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Decisions;

/// <summary>
/// The fields an operation touches, as an observation has them: the before-values of a plan, and what a fresh
/// observation is compared by. A field that was not observed, or is not set, has no entry.
/// </summary>
public static class ObservedFields
{
    /// <summary>The present values of what <paramref name="parameters"/> would set.</summary>
    public static FieldValues Of(OperationParameters parameters, Observation observation) => parameters switch
    {
        OperationParameters.Scale => FieldValues.OfReplicas(observation.Deployment.Replicas),
        OperationParameters.AdjustResources adjust => Resources(adjust, observation),
        OperationParameters.RestartPods restart => FieldValues.Of("pods", Present(restart.Pods, observation)),
        OperationParameters.Rollback => OperationFields.Present(("revision", observation.Deployment.Revision)),
        OperationParameters.UpdateStrategy => Touched(parameters, Strategy(observation.Deployment.Strategy)),
        OperationParameters.UpdateHealthChecks checks =>
            Touched(parameters, Probes(checks.Container, observation.Deployment.Probes)),
        OperationParameters.SetImage image => OperationFields.Present(
            ($"{image.Container}.image", Image(image.Container, observation))),
        OperationParameters.Other other => Existing(other),
        _ => throw new InvalidOperationException($"Parameters of kind {parameters.Kind} are not listed here."),
    };

    /// <summary>The values after <paramref name="parameters"/> were applied.</summary>
    public static FieldValues After(OperationParameters parameters) => parameters switch
    {
        // An evicted pod is gone under that name.
        OperationParameters.RestartPods => FieldValues.Of("pods", ""),
        OperationParameters.Other
        {
            OtherKind: OperationKind.DeleteDeployment or OperationKind.DeleteService
            or OperationKind.DeletePersistentVolume
        } => FieldValues.Of("exists", "false"),
        OperationParameters.Other other => FieldValues.Of("changed", other.Name),
        _ => OperationFields.Of(parameters),
    };

    private static FieldValues Resources(OperationParameters.AdjustResources adjust, Observation observation)
    {
        foreach (var container in observation.Containers)
        {
            if (container.Name != adjust.Container) continue;
            return Touched(adjust, OperationFields.Present(
                ($"{container.Name}.cpu.request", container.Cpu.Request?.ToString()),
                ($"{container.Name}.cpu.limit", container.Cpu.Limit?.ToString()),
                ($"{container.Name}.memory.request", container.Memory.Request?.ToString()),
                ($"{container.Name}.memory.limit", container.Memory.Limit?.ToString()),
                ($"{container.Name}.ephemeral_storage.request", container.EphemeralStorageRequest?.ToString())));
        }

        return FieldValues.Empty;
    }

    private static string Present(IReadOnlyList<string> pods, Observation observation)
    {
        var seen = observation.Pods.Select(pod => pod.Name).ToHashSet(StringComparer.Ordinal);
        return string.Join(',', pods.Where(seen.Contains));
    }

    private static FieldValues Strategy(StrategyReading? seen) => seen is null
        ? FieldValues.Empty
        : OperationFields.Present(
            ("strategy.type", seen.Type),
            ("strategy.max_surge", seen.MaxSurge),
            ("strategy.max_unavailable", seen.MaxUnavailable),
            ("min_ready_seconds", Number(seen.MinReadySeconds)),
            ("revision_history_limit", Number(seen.RevisionHistoryLimit)));

    private static FieldValues Probes(string container, ProbeReadings? seen) => OperationFields.Present(
    [
        .. Probe($"{container}.readiness_probe", seen?.Readiness),
        .. Probe($"{container}.liveness_probe", seen?.Liveness),
    ]);

    private static IEnumerable<(string, string?)> Probe(string prefix, ProbeReading? seen) =>
    [
        ($"{prefix}.initial_delay", Number(seen?.InitialDelaySeconds)),
        ($"{prefix}.period", Number(seen?.PeriodSeconds)),
        ($"{prefix}.timeout", Number(seen?.TimeoutSeconds)),
        ($"{prefix}.failure_threshold", Number(seen?.FailureThreshold)),
    ];

    /// <summary>The container's image, else that of the current revision, whose governed container it is.</summary>
    private static string? Image(string container, Observation observation) =>
        observation.Containers.FirstOrDefault(seen => seen.Name == container)?.Image
        ?? observation.Revisions
            .FirstOrDefault(revision => revision.Revision == observation.Deployment.Revision)?.Image;

    private static FieldValues Existing(OperationParameters.Other other) =>
        After(other)["exists"] is null ? FieldValues.Empty : FieldValues.Of("exists", "true");

    private static FieldValues Touched(OperationParameters parameters, FieldValues seen)
    {
        var touched = OperationFields.Of(parameters);
        return new FieldValues(seen.Where(field => touched[field.Key] is not null));
    }

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
