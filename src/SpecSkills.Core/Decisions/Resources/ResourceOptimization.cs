using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions.Rules;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions.Resources;

/// <summary>
/// Requests that fit what a container uses: usage / target_utilization, rounded up, in steps of at most a half or a
/// double. Judged only over enough quiet samples; without them there is no number at all.
/// </summary>
internal static class ResourceOptimization
{
    private static readonly string[] CpuReferences =
        [BlueprintPaths.CpuTargetUtilization, BlueprintPaths.CpuOptimizationThreshold];

    private static readonly string[] MemoryReferences =
        [BlueprintPaths.MemoryTargetUtilization, BlueprintPaths.MemoryOptimizationThreshold];

    public static RuleOutcome Evaluate(DecisionInput input)
    {
        var deployment = input.Observation.Deployment;
        var resources = input.Blueprint.Resources;
        if (resources.Cpu.TargetUtilization is null && resources.Memory.TargetUtilization is null)
            return Nothing("The blueprint sets no target_utilization.");
        if (deployment.Replicas == 0) return Nothing("No replica is wanted, so nothing is used.");
        if (deployment.ManagedByAutoscaler is { } owner)
            return Nothing($"{owner} targets this Deployment; requests would move under it.");
        if (deployment.RolloutInProgress) return Nothing("A rollout runs; usage is judged after it.");
        if (GovernedContainer.Of(input) is not { } container) return NotEnough("No container's usage is known.");
        if (Unquiet(input) is { } unquiet) return NotEnough(unquiet);
        var priority = input.Blueprint.Cost?.Priority ?? OptimizationPriority.Balanced;
        var cpuUsage = CpuUsage(container.Cpu, resources.Cpu, out var cpuGap);
        var memoryUsage = MemoryUsage(container.Memory, resources.Memory, out var memoryGap);
        if (cpuUsage is null && memoryUsage is null) return NotEnough($"{cpuGap} {memoryGap}".Trim());
        var cpu = cpuUsage is null ? null : Cpu(cpuUsage, priority);
        var memory = memoryUsage is null ? null : Memory(memoryUsage, priority);
        return cpu is null && memory is null
            ? Nothing($"Utilization is within optimization_threshold of its target. {cpuGap} {memoryGap}".TrimEnd())
            : Propose(input, container, cpu, memory);
    }

    private static RuleOutcome.Suggest Propose(
        DecisionInput input, ContainerReading container, ResourceWish? cpu, ResourceWish? memory)
    {
        var parameters = new OperationParameters.AdjustResources(
            container.Name,
            cpu is null ? null : new CpuQuantity(cpu.Request),
            cpu?.Limit is { } cpuLimit ? new CpuQuantity(cpuLimit) : null,
            memory is null ? null : new ByteQuantity(memory.Request),
            memory?.Limit is { } memoryLimit ? new ByteQuantity(memoryLimit) : null);
        var operation = OperationPlanner.Build(
            parameters, input.Observation, input.Blueprint, OperationOrigin.Optimisation);
        var reason = cpu is not null
            ? cpu.Reduces ? "cpu_over_provisioned" : "cpu_under_provisioned"
            : memory!.Reduces ? "memory_over_provisioned" : "memory_under_provisioned";
        string[] references = [.. cpu is null ? [] : CpuReferences, .. memory is null ? [] : MemoryReferences];
        var owner = input.Observation.Deployment.ManagedByGitOps;
        var why = string.Join(' ', new[] { cpu?.Why, memory?.Why }.Where(text => text is not null))
            + (owner is null ? "" : $" {owner} applies this Deployment: a person decides.");
        return new RuleOutcome.Suggest(new Proposal(DecisionType.AdjustResources, reason, why, references, operation,
            [.. operation.After.Select(field => new StateValue(field.Key, field.Value))])
        { ProposalOnly = owner is not null });
    }

    private static ResourceWish? Cpu(ResourceUtilization usage, OptimizationPriority priority)
    {
        if (usage.IsNearTarget) return null;
        var wanted = ResourceRounding.Cpu(usage.Usage * 100m / usage.TargetPercent).Millicores;
        var request = usage.Step(
            wanted, value => ResourceRounding.Cpu(value).Millicores, EngineConstants.CpuFloorMillicores);
        if (request == usage.Request) return null;
        var limit = Whole(usage.LimitFor(request), priority, out var note);
        return new ResourceWish(request, limit, request < usage.Request,
            $"CPU: the 95th percentile of {new CpuQuantity(usage.Usage)} is {Percent(usage.UtilizationPercent)} of " +
            $"the request of {new CpuQuantity(usage.Request)}; target_utilization ({Percent(usage.TargetPercent)}, " +
            $"{BlueprintPaths.CpuTargetUtilization}) asks for {new CpuQuantity(wanted)}, this step goes to " +
            $"{new CpuQuantity(request)}.{note}");
    }

    private static ResourceWish? Memory(ResourceUtilization usage, OptimizationPriority priority)
    {
        if (usage.IsNearTarget) return null;
        var peak = ResourceRounding.WholeMebibytes(usage.Usage * EngineConstants.PeakSafety).Bytes;
        var wanted = ResourceRounding.Memory(
            usage.Usage * 100m / usage.TargetPercent * EngineConstants.MemorySafety).Bytes;
        var request = usage.Step(
            wanted, value => ResourceRounding.Memory(value).Bytes, EngineConstants.MemoryFloorBytes);
        // Request and limit alike is a QoS class: they stay alike, and the limit's safety then binds both.
        var alike = usage.Limit == usage.Request;
        if (alike) request = Math.Max(request, peak);
        if (request == usage.Request) return null;
        var note = "";
        var limit = alike ? request : WholeMebibytes(usage.LimitFor(request), priority, out note);
        if (limit < peak) limit = peak;
        return new ResourceWish(request, limit, request < usage.Request,
            $"Memory: the highest usage of {new ByteQuantity(usage.Usage)} is {Percent(usage.UtilizationPercent)} " +
            $"of the request of {new ByteQuantity(usage.Request)}; target_utilization (" +
            $"{Percent(usage.TargetPercent)}, {BlueprintPaths.MemoryTargetUtilization}) with " +
            $"{EngineConstants.MemorySafety} for safety asks for {new ByteQuantity(wanted)}, this step goes to " +
            $"{new ByteQuantity(request)}.{note}");
    }

    private static long? WholeMebibytes(decimal? bytes, OptimizationPriority priority, out string note)
    {
        var mebibytes = Whole(bytes / (1L << 20), priority, out note);
        return mebibytes << 20;
    }

    /// <summary>Two whole numbers lie equally near the ratio; the blueprint's priority says which.</summary>
    private static long? Whole(decimal? value, OptimizationPriority priority, out string note)
    {
        note = "";
        if (value is not { } exact) return null;
        exact = Math.Min(exact, long.MaxValue >> 20);
        if (exact == decimal.Truncate(exact)) return (long)exact;
        if (priority != OptimizationPriority.Cost) return (long)decimal.Ceiling(exact);
        note = $" The limit is rounded down: optimization_priority is cost ({BlueprintPaths.OptimizationPriority}).";
        return (long)decimal.Floor(exact);
    }

    private static ResourceUtilization? CpuUsage(CpuReading reading, CpuPolicy policy, out string gap) => Usage(
        "CPU", reading.Request?.Millicores, reading.Limit?.Millicores, reading.UsageP95?.Millicores, reading.Samples,
        policy.TargetUtilization, policy.OptimizationThreshold, out gap);

    private static ResourceUtilization? MemoryUsage(
        MemoryUsageReading reading, MemoryPolicy policy, out string gap) => Usage(
        "Memory", reading.Request?.Bytes, reading.Limit?.Bytes, reading.UsageMax?.Bytes, reading.Samples,
        policy.TargetUtilization, policy.OptimizationThreshold, out gap);

    private static ResourceUtilization? Usage(
        string name, long? request, long? limit, long? usage, int? samples, Percentage? target, Percentage threshold,
        out string gap)
    {
        gap = target is not { Value: > 0 } ? $"{name} has no target_utilization."
            : request is not > 0 ? $"{name} has no request to compare with."
            : usage is not > 0 ? $"{name} usage is not known."
            : samples is not >= EngineConstants.OptimizationSamples
                ? $"{name} usage rests on {samples ?? 0} of {EngineConstants.OptimizationSamples} samples."
                : "";
        return gap.Length > 0
            ? null
            : new ResourceUtilization(request!.Value, limit, usage!.Value, target!.Value.Value, threshold.Value);
    }

    /// <summary>Why the last hour says nothing about usual usage; null when it does.</summary>
    private static string? Unquiet(DecisionInput input)
    {
        var observation = input.Observation;
        foreach (var pod in observation.Pods)
            if (pod.LastTermination is { Reason: "OOMKilled" } end && !IsLongAgo(end.At))
                return "A container was killed for its memory less than an hour ago.";
        // Without a trail of who set the count, the last action is taken for a change of it.
        var changed = observation.Deployment.FieldOwners.TryGetValue("spec.replicas", out var replicas)
            && replicas.At is not null
            ? replicas.At
            : observation.History.LastActionCompletedAt;
        return changed is null || IsLongAgo(changed)
            ? null
            : "The replica count may have changed less than an hour ago.";

        bool IsLongAgo(DateTimeOffset? at) => input.Now - at >= EngineConstants.OptimizationQuiet;
    }

    private static string Percent(decimal value) => $"{decimal.Round(value, 1):0.#}%";

    private static RuleOutcome.Hold NotEnough(string why) =>
        new("not_enough_data", why + " No number is proposed without data.", false, []);

    private static RuleOutcome.NotApplicable Nothing(string why) => new(why);
}

/// <summary>What optimising one resource came to, in millicores or bytes.</summary>
/// <param name="Request">The request wanted.</param>
/// <param name="Limit">The limit that goes with it; null when the container has none.</param>
/// <param name="Why">The sentence with usage, target and step.</param>
internal sealed record ResourceWish(long Request, long? Limit, bool Reduces, string Why);
