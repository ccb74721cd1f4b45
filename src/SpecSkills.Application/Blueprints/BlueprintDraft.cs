using System.Globalization;
using System.Text;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Blueprints;

/// <summary>
/// Writes a first blueprint for something that runs already. The Deployment's values are copied; what it does not have
/// is guessed carefully and marked as a guess in the text, because a person is going to release it.
/// </summary>
public static class BlueprintDraft
{
    /// <summary>What a container without any requests is drafted with: small, and said to be invented.</summary>
    private static readonly CpuQuantity InventedCpu = new(100);

    private static readonly ByteQuantity InventedMemory = new(128L * 1024 * 1024);

    /// <summary>A verification gives up no sooner than this.</summary>
    private const int HealthCheckSeconds = 30;

    /// <summary>The text of the blueprint.</summary>
    /// <param name="source">Where the facts come from, for the first lines: <c>Deployment shop/web</c>.</param>
    public static string Write(WorkloadFacts facts, string source)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var text = new StringBuilder();
        Header(text, facts, source);
        Resources(text, facts);
        text.Append("""

              # A Deployment does not say how fast its service should be: nothing here is judged until you write it.
              performance: {}
              #   latency_p95: 200ms
              #   error_rate_max: 1%
              #   availability: 99.9%


            """);
        Scaling(text, facts.Replicas);
        Reliability(text, facts);
        Rollout(text, facts.Strategy);
        text.Append("""

              # Without a governance section the lists of governance/policies.yaml hold.

            """);
        return text.ToString();
    }

    private static void Header(StringBuilder text, WorkloadFacts facts, string source)
    {
        text.Append(CultureInfo.InvariantCulture, $"""
            # yaml-language-server: $schema=../schema.yaml
            # Drafted from {source}. What it says is taken over; lines marked "guess" are not from there. Read them all,
            # then keep the first version with: specskills blueprint release {facts.Deployment}
            apiVersion: {BlueprintReader.ApiVersion}
            kind: {BlueprintReader.Kind}
            metadata:
              name: {Text(facts.Deployment)}
              version: 1.0.0

            spec:
              target:
                namespace: {Text(facts.Namespace)}
                deployment: {Text(facts.Deployment)}
                container: {Text(facts.Container)}{Others(facts)}


            """);
    }

    private static string Others(WorkloadFacts facts) =>
        facts.ContainerCount == 1 ? "" : $" # guess: the first of {facts.ContainerCount} containers";

    private static void Resources(StringBuilder text, WorkloadFacts facts)
    {
        // A container with a limit alone is given the limit as its request by the API server.
        var cpu = facts.CpuRequest ?? facts.CpuLimit ?? InventedCpu;
        var memory = facts.MemoryRequest ?? facts.MemoryLimit ?? InventedMemory;
        var cpuLimit = facts.CpuLimit ?? new CpuQuantity(cpu.Millicores * 2);
        var memoryLimit = facts.MemoryLimit ?? new ByteQuantity(memory.Bytes * 2);
        text.Append("  resources:\n    cpu:\n");
        Amount(text, "request", $"{cpu}", facts.CpuRequest is null, facts.CpuLimit is null
            ? "none is set; measure, then write what it needs" : "none is set, so the limit is what is reserved");
        Amount(text, "limit", $"{cpuLimit}", facts.CpuLimit is null, "none is set; twice the request");
        text.Append("      target_utilization: 70% # guess\n    memory:\n");
        Amount(text, "request", $"{memory}", facts.MemoryRequest is null, facts.MemoryLimit is null
            ? "none is set; measure, then write what it needs" : "none is set, so the limit is what is reserved");
        Amount(text, "limit", $"{memoryLimit}", facts.MemoryLimit is null, "none is set; twice the request");
        text.Append("      target_utilization: 75% # guess\n");
        if (facts.EphemeralStorage is { } storage)
            text.Append(CultureInfo.InvariantCulture, $"    disk:\n      ephemeral_storage: {storage}\n");
    }

    private static void Amount(StringBuilder text, string key, string value, bool isGuess, string why) =>
        text.Append(CultureInfo.InvariantCulture, $"      {key}: {value}{(isGuess ? $" # guess: {why}" : "")}\n");

    private static void Scaling(StringBuilder text, int replicas)
    {
        var note = replicas == 0 ? " # guess: it stood at zero when it was read" : "";
        var target = Math.Max(1, replicas);
        text.Append(CultureInfo.InvariantCulture, $"""
              scaling:
                min_replicas: {Math.Max(1, target / 2)} # guess: half of today's count
                max_replicas: {target * 2} # guess: twice today's count
                target_replicas: {target}{note}
                scale_up_threshold: 80% # guess
                scale_down_threshold: 30% # guess
                cooldown_period: 60s # guess
                scale_down_stabilization: 5m # guess


            """);
    }

    private static void Reliability(StringBuilder text, WorkloadFacts facts)
    {
        // A verification that gives up before readiness was asked twice would fail every rollout.
        var patience = Math.Max(HealthCheckSeconds, (facts.Readiness?.PeriodSeconds ?? 0) * 2);
        text.Append(CultureInfo.InvariantCulture, $"""
              reliability:
                max_restart_count: 3 # guess
                rollback_on_failure: false # guess: the agent asks before it undoes a revision
                health_check_timeout: {patience}s # guess

            """);
        Probe(text, "readiness", facts.Readiness);
        Probe(text, "liveness", facts.Liveness);
        text.Append('\n');
    }

    private static void Probe(StringBuilder text, string kind, ProbeReading? probe)
    {
        if (probe is null)
        {
            text.Append(CultureInfo.InvariantCulture, $"    # The container has no {kind} probe.\n");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"""
                {kind}_probe:
                  initial_delay: {probe.InitialDelaySeconds}s
                  period: {probe.PeriodSeconds}s
                  timeout: {probe.TimeoutSeconds}s
                  failure_threshold: {probe.FailureThreshold}

            """);
    }

    private static void Rollout(StringBuilder text, StrategyReading? strategy)
    {
        if (strategy is null) return;
        text.Append(CultureInfo.InvariantCulture, $"  deployment:\n    strategy: {strategy.Type}\n");
        if (strategy.Type == nameof(DeploymentStrategy.RollingUpdate))
        {
            if (strategy.MaxSurge is { } surge) text.Append($"    max_surge: {surge}\n");
            if (strategy.MaxUnavailable is { } unavailable) text.Append($"    max_unavailable: {unavailable}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"    min_ready_seconds: {strategy.MinReadySeconds}\n");
        if (strategy.RevisionHistoryLimit is { } history)
            text.Append(CultureInfo.InvariantCulture, $"    revision_history_limit: {history}\n");
    }

    // 123, true and 1e3 are names too, and no texts to YAML. Words with a hyphen are texts to every reader; Kubernetes
    // names hold nothing that quotes would have to escape.
    private static string Text(string name) =>
        char.IsAsciiLetter(name[0]) && name.Contains('-', StringComparison.Ordinal) ? name : $"\"{name}\"";
}
