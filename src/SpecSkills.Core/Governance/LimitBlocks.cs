using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>
/// The policy's absolute limits. A step down towards a bound that is already passed is no breach of it.
/// </summary>
internal static class LimitBlocks
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static Block? First(VerdictRequest request) =>
        OperationsPerHour(request) ?? ServicesAtOnce(request) ?? AbsoluteBounds(request);

    private static Block? OperationsPerHour(VerdictRequest request)
    {
        if (request.Observation is not { } observation) return null;
        if (request.Policy.Limits.OperationsPerHour is not { } limit) return null;
        var count = 0;
        DateTimeOffset? oldest = null;
        foreach (var past in observation.History.Operations)
        {
            // One that lies in the future was done before the clock went back: it counts.
            if (past.At <= request.Now - Hour) continue;
            count++;
            if (oldest is null || past.At < oldest) oldest = past.At;
        }

        return count >= limit
            ? new Block(RuleNames.OperationsPerHour, $"{count} operations were executed in the last hour; the policy " +
                $"allows {limit} (policy.limits.operations_per_hour).", (oldest ?? request.Now) + Hour)
            : null;
    }

    private static Block? ServicesAtOnce(VerdictRequest request)
    {
        if (request.Observation is not { } observation) return null;
        if (request.Policy.Limits.ServicesAtOnce is not { } limit) return null;
        var others = 0;
        foreach (var service in observation.History.ServicesInChange)
            if (service != request.Operation.Service)
                others++;
        return others + 1 > limit
            ? new Block(RuleNames.ServicesAtOnce,
                $"{(others == 1 ? "1 other service is" : $"{others} other services are")} being changed; the policy " +
                $"allows {limit} at once (policy.limits.services_at_once). It is free when one of their operations " +
                "is closed.")
            : null;
    }

    private static Block? AbsoluteBounds(VerdictRequest request)
    {
        foreach (var (field, after) in request.Operation.After)
        {
            var block = FieldClasses.Of(field) switch
            {
                FieldClass.Replicas => Replicas(request, after),
                FieldClass.Resource => Resource(request, field, after),
                _ => null,
            };
            if (block is not null) return block;
        }

        return null;
    }

    private static Block? Replicas(VerdictRequest request, string after)
    {
        if (request.Policy.Limits.MaxReplicas is not { } limit) return null;
        if (ReplicaEffects.Count(after) is not { } count || count <= limit) return null;
        return ReplicaEffects.Count(request.Operation.Before["replicas"]) > count
            ? null
            : Absolute(RuleNames.MaxReplicas, $"{count} replicas", $"{limit}");
    }

    private static Block? Resource(VerdictRequest request, string field, string after)
    {
        var limits = request.Policy.Limits;
        var cpu = field.Contains(".cpu.", StringComparison.Ordinal);
        if (!cpu && !field.Contains(".memory.", StringComparison.Ordinal)) return null;
        Int128? limit = cpu ? limits.MaxCpu?.Millicores : limits.MaxMemory?.Bytes;
        if (ApprovedReference.Amount(field, after) is not { } amount || !(amount > limit)) return null;
        if (ApprovedReference.Amount(field, request.Operation.Before[field]) > amount) return null;
        return cpu
            ? Absolute(RuleNames.MaxCpu, $"{field} {after}", $"{limits.MaxCpu}")
            : Absolute(RuleNames.MaxMemory, $"{field} {after}", $"{limits.MaxMemory}");
    }

    private static Block Absolute(string rule, string wanted, string limit) => new(
        rule, $"{wanted} is more than the policy allows anywhere: {limit} (policy.{rule}). No approval lifts it.")
    {
        DependsOnSize = true,
    };
}
