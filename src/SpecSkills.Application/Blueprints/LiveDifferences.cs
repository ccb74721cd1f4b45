using System.Globalization;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Blueprints;

/// <summary>
/// Where a live Deployment differs from its blueprint, in blueprint paths and spellings. Only fields the blueprint
/// names are compared, as parsed values; images never are: a blueprint has none.
/// </summary>
public static class LiveDifferences
{
    /// <summary>The field owner this product writes as.</summary>
    private const string OwnManager = "specskills";

    /// <summary>All differences, in the order of the format.</summary>
    public static IReadOnlyList<AdoptedChange> Between(Blueprint blueprint, Observation seen, WorkloadFacts facts)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(facts);
        return
        [
            .. Resources(blueprint, facts).Concat(Replicas(blueprint, facts))
                .Concat(Probe("readiness", blueprint.Reliability.ReadinessProbe, facts.Readiness))
                .Concat(Probe("liveness", blueprint.Reliability.LivenessProbe, facts.Liveness))
                .Concat(Rollout(blueprint.Deployment, facts.Strategy))
                .Where(one => one.Before is not null && one.After is not null && one.Before != one.After)
                .Select(one => Change(one, seen, facts.Container)),
        ];
    }

    private static AdoptedChange Change(Difference one, Observation seen, string container)
    {
        var place = $"spec.template.spec.containers[{container}]";
        var field = one.Field.Replace("{container}", place, StringComparison.Ordinal);
        var owner = seen.Deployment.FieldOwners.GetValueOrDefault(field);
        // What optimising set is the agent's proposal, not a person's: adopting it would move the value that its next
        // ten percent are measured from.
        var own = owner?.Manager == OwnManager && one.Path.StartsWith("spec.resources", StringComparison.Ordinal);
        return new AdoptedChange(
            one.Path, one.Before!, one.After!, owner is null || owner == FieldOwner.Unknown ? null : owner.Manager,
            own ? "the agent set it itself" : null);
    }

    private static IEnumerable<Difference> Resources(Blueprint blueprint, WorkloadFacts facts)
    {
        var (cpu, memory) = (blueprint.Resources.Cpu, blueprint.Resources.Memory);
        yield return Of("spec.resources.cpu.request", "requests.cpu", cpu.Request, facts.CpuRequest);
        yield return Of("spec.resources.cpu.limit", "limits.cpu", cpu.Limit, facts.CpuLimit);
        yield return Of("spec.resources.memory.request", "requests.memory", memory.Request, facts.MemoryRequest);
        yield return Of("spec.resources.memory.limit", "limits.memory", memory.Limit, facts.MemoryLimit);
        yield return Of("spec.resources.disk.ephemeral_storage", "requests.ephemeral-storage",
            blueprint.Resources.EphemeralStorage, facts.EphemeralStorage);

        static Difference Of<T>(string path, string field, T? before, T? after)
            where T : struct => new(path, $"{{container}}.resources.{field}", before?.ToString(), after?.ToString());
    }

    // A count inside the bounds comes from scaling; one outside shows which bounds were wanted.
    private static IEnumerable<Difference> Replicas(Blueprint blueprint, WorkloadFacts facts)
    {
        var (min, max) = (blueprint.Scaling.MinReplicas, blueprint.Scaling.MaxReplicas);
        if (facts.Replicas > max)
            yield return new Difference("spec.scaling.max_replicas", "spec.replicas", Text(max), Text(facts.Replicas));
        // Zero is maintenance, and no bound.
        if (facts.Replicas > 0 && facts.Replicas < min)
            yield return new Difference("spec.scaling.min_replicas", "spec.replicas", Text(min), Text(facts.Replicas));
    }

    private static IEnumerable<Difference> Probe(string kind, ProbePolicy? wanted, ProbeReading? seen)
    {
        if (wanted is null || seen is null) yield break;
        yield return Of("initial_delay", "initialDelaySeconds", wanted.InitialDelay, seen.InitialDelaySeconds);
        yield return Of("period", "periodSeconds", wanted.Period, seen.PeriodSeconds);
        yield return Of("timeout", "timeoutSeconds", wanted.Timeout, seen.TimeoutSeconds);
        yield return new Difference(
            $"spec.reliability.{kind}_probe.failure_threshold", $"{{container}}.{kind}Probe.failureThreshold",
            Text(wanted.FailureThreshold), Text(seen.FailureThreshold));

        Difference Of(string name, string part, TimeSpan before, int after) => new(
            $"spec.reliability.{kind}_probe.{name}", $"{{container}}.{kind}Probe.{part}",
            DurationText.Format(before), DurationText.Format(TimeSpan.FromSeconds(after)));
    }

    private static IEnumerable<Difference> Rollout(DeploymentPolicy? wanted, StrategyReading? seen)
    {
        if (wanted is null || seen is null) yield break;
        yield return Of("strategy", "spec.strategy.type", wanted.Strategy.ToString(), seen.Type);
        if (wanted.Strategy == DeploymentStrategy.RollingUpdate && seen.Type == wanted.Strategy.ToString())
        {
            yield return Of("max_surge", "spec.strategy.rollingUpdate.maxSurge", wanted.MaxSurge, seen.MaxSurge);
            yield return Of("max_unavailable", "spec.strategy.rollingUpdate.maxUnavailable",
                wanted.MaxUnavailable, seen.MaxUnavailable);
        }

        yield return Of("min_ready_seconds", "spec.minReadySeconds",
            Text((int)wanted.MinReadySeconds.TotalSeconds), Text(seen.MinReadySeconds));
        yield return Of("revision_history_limit", "spec.revisionHistoryLimit",
            wanted.RevisionHistoryLimit is { } limit ? Text(limit) : null,
            seen.RevisionHistoryLimit is { } history ? Text(history) : null);

        static Difference Of(string name, string field, string? before, string? after) =>
            new($"spec.deployment.{name}", field, before, after);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Difference(string Path, string Field, string? Before, string? After);
}
