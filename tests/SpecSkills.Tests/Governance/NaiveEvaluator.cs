using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;

namespace SpecSkills.Tests.Governance;

/// <summary>
/// The rules once more, written down as plainly as possible and from the world's own numbers: no tables, no classes of
/// fields, nothing shared with the decision point. Slow and easy to read is the point of it.
/// </summary>
internal static class NaiveEvaluator
{
    public static (VerdictStatus Status, string Rule) Judge(VerdictWorld world, OperationParameters operation,
        OperationOrigin origin)
    {
        var worst = VerdictStatus.Allowed;
        var rule = "";
        var first = true;
        foreach (var question in Questions(world, operation, origin))
        {
            var (status, path) = Lists(world, question);
            if (!first && status <= worst) continue;
            (worst, rule, first) = (status, path, false);
        }

        if (worst == VerdictStatus.Blocked) return (worst, rule);
        return Blocks(world, operation, [.. Questions(world, operation, origin)]) is { } block
            ? (VerdictStatus.Blocked, block) : (worst, rule);
    }

    /// <summary>One question per effect: does a list entry of this name speak of it?</summary>
    private static IEnumerable<Func<string, bool>> Questions(
        VerdictWorld world, OperationParameters operation, OperationOrigin origin)
    {
        switch (operation)
        {
            case OperationParameters.Scale scale:
                foreach (var name in Scaling(world, scale.Replicas, origin)) yield return entry => entry == name;
                break;
            case OperationParameters.AdjustResources { CpuRequest: { } cpu }:
                yield return entry => Resource(world, (int)cpu.Millicores, entry);
                break;
            case OperationParameters.RestartPods restart:
                // A pod that was not seen counts as healthy.
                if (world.Observed && restart.Pods.Any(pod => pod is "web-down" or "web-restarted"))
                    yield return entry => entry == "restart_failed_pods";
                if (!world.Observed || restart.Pods.Contains("web-ok"))
                    yield return entry => entry == "restart_healthy_pods";
                break;
            case OperationParameters.Rollback when origin == OperationOrigin.Recovery && world.RollbackOnFailure:
                yield return entry => entry is "rollback_on_failure";
                break;
            case OperationParameters.Rollback:
                yield return entry => entry == "rollback_deployment";
                break;
            case OperationParameters.Other { OtherKind: OperationKind.DeleteService }:
                yield return entry => entry is "delete_service" or "delete_resources";
                break;
            case OperationParameters.Other:
                yield return entry => entry == "modify_secrets";
                break;
        }
    }

    private static IEnumerable<string> Scaling(VerdictWorld world, int to, OperationOrigin origin)
    {
        var from = world.Replicas;
        var inside = to >= world.Min && to <= world.Max;
        var back = (from > world.Max && to < from && to >= world.Max)
            || (from < world.Min && to > from && to <= world.Min);
        yield return inside || back ? "scale_within_limits" : "scale_beyond_limits";
        if (from == 0 && to > 0) yield return "resume_from_zero";
        if (to < from && origin == OperationOrigin.Request)
        {
            var ready = Math.Min(world.Ready ?? from, to);
            var load = world.Cpu!.Value * (world.Ready ?? from);
            if (!world.Observed || ready == 0 || load / ready > 72) yield return "scale_against_metrics";
        }

        if (to > from && world.Budget is { } budget && world.CostPerReplica * to > budget) yield return "exceed_budget";
    }

    private static bool Resource(VerdictWorld world, int to, string entry)
    {
        var parts = entry.Split('_');
        if (!entry.EndsWith("_percent", StringComparison.Ordinal)) return false;
        var percent = int.Parse(parts[^2], System.Globalization.CultureInfo.InvariantCulture);
        const int Approved = 100;
        var from = int.Parse(world.CpuRequest.TrimEnd('m'), System.Globalization.CultureInfo.InvariantCulture);
        var homewards = from <= Approved ? to >= from && to <= Approved : to <= from && to >= Approved;
        // Which container the blueprint speaks of is only known from an observation here.
        if (!world.Observed) return entry.StartsWith("change_", StringComparison.Ordinal);
        var near = Math.Abs(to - Approved) <= percent && Math.Abs(to - from) <= percent;
        return entry.StartsWith("adjust_", StringComparison.Ordinal) ? homewards || near : !(homewards || near);
    }

    private static (VerdictStatus, string) Lists(VerdictWorld world, Func<string, bool> names)
    {
        const string Own = "spec.governance.agent_authority";
        const string Global = "policy.agent_authority";
        foreach (var (list, status, path) in new (string[], VerdictStatus, string)[]
        {
            (world.Governance ? world.Forbidden : [], VerdictStatus.Blocked, $"{Own}.forbidden_operations"),
            (world.PolicyForbidden, VerdictStatus.Blocked, $"{Global}.forbidden_operations"),
            (world.Governance ? world.RequiresApproval : [], VerdictStatus.RequiresApproval,
                $"{Own}.requires_approval"),
            (world.PolicyRequiresApproval, VerdictStatus.RequiresApproval, $"{Global}.requires_approval"),
            (world.Governance ? world.Allowed : world.PolicyAllowed, VerdictStatus.Allowed,
                $"{(world.Governance ? Own : Global)}.allowed_operations"),
        })
        {
            for (var i = 0; i < list.Length; i++)
                if (names(list[i]))
                    return (status, $"{path}[{i}]");
        }

        return names("rollback_on_failure")
            ? (VerdictStatus.Allowed, "spec.reliability.rollback_on_failure")
            : (VerdictStatus.RequiresApproval, "unlisted");
    }

    private static string? Blocks(
        VerdictWorld world, OperationParameters operation, Func<string, bool>[] questions)
    {
        var to = (operation as OperationParameters.Scale)?.Replicas;
        var tooMany = to > world.LimitReplicas && to >= world.Replicas;
        if (!world.Observed) return tooMany ? "limits.max_replicas" : "stale_observation";
        if (world.Breaker || world.GlobalBreaker) return "breaker";
        if (world.Frozen) return "freeze";
        // Every window of these worlds is open.
        foreach (var window in (world.Governance ? world.Freezes : []).Concat(world.PolicyFreezes))
            if (window.Operations.Count == 0 || questions.Any(asked => window.Operations.Any(asked)))
                return "freeze";
        if (world.Paused) return "paused";
        if (world.InFlight) return "operation_in_flight";
        if (world.Autoscaler is not null && to is not null && to != world.Replicas) return "external_owner";
        var corrects = world.Replicas > 0 && to is { } count && (
            (world.Replicas > world.Max && count < world.Replicas && count >= world.Max)
            || (world.Replicas < world.Min && count > world.Replicas && count <= world.Min));
        var scales = to is not null && to != world.Replicas && !corrects;
        if (scales && world.LastActionSecondsAgo < world.CooldownSeconds) return "cooldown";
        if (world.OperationsLastHour >= world.OperationsPerHour) return "limits.operations_per_hour";
        var others = world.ServicesInChange.Count(service => service != "todo-frontend");
        if (others + 1 > world.ServicesAtOnce) return "limits.services_at_once";
        if (tooMany) return "limits.max_replicas";
        return world.ObservedSecondsAgo > 90 ? "stale_observation" : null;
    }
}
