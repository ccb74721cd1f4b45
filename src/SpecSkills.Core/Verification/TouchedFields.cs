using System.Globalization;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Verification;

/// <summary>Whether somebody else has changed, meanwhile, what an operation set.</summary>
public static class TouchedFields
{
    /// <summary>
    /// True when the observation shows another value in a field the operation set. Fields an observation does not carry
    /// (images, probes of other containers) are the gate's to compare before any rollback.
    /// </summary>
    public static bool AreSuperseded(Operation operation, Observation observation)
    {
        if (observation.Deployment.Uid is { } uid && uid != operation.Target.Uid) return true;
        return operation.Kind is not (OperationKind.RestartPods or OperationKind.Rollback)
            && operation.After.Any(field => Seen(field.Key, observation) is { } seen && seen != field.Value);
    }

    private static string? Seen(string field, Observation observation) => field switch
    {
        "replicas" => Text(observation.Deployment.Replicas),
        "template" => observation.Deployment.TemplateDigest,
        "strategy.type" => observation.Deployment.Strategy?.Type,
        "strategy.max_surge" => observation.Deployment.Strategy?.MaxSurge,
        "strategy.max_unavailable" => observation.Deployment.Strategy?.MaxUnavailable,
        "min_ready_seconds" => Text(observation.Deployment.Strategy?.MinReadySeconds),
        "revision_history_limit" => Text(observation.Deployment.Strategy?.RevisionHistoryLimit),
        _ => Resource(field, observation),
    };

    private static string? Resource(string field, Observation observation)
    {
        foreach (var container in observation.Containers)
        {
            if (!field.StartsWith(container.Name + ".", StringComparison.Ordinal)) continue;
            return field[(container.Name.Length + 1)..] switch
            {
                "cpu.request" => container.Cpu.Request?.ToString(),
                "cpu.limit" => container.Cpu.Limit?.ToString(),
                "memory.request" => container.Memory.Request?.ToString(),
                "memory.limit" => container.Memory.Limit?.ToString(),
                "ephemeral_storage.request" => container.EphemeralStorageRequest?.ToString(),
                _ => null,
            };
        }

        return null;
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
