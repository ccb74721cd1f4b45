using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;

namespace SpecSkills.Cli.Clusters;

/// <summary>
/// The objects a chart would install for a service, taken from its blueprint: what a fresh embedded cluster holds.
/// </summary>
internal static class ServiceManifests
{
    /// <summary>
    /// A rollout of two pods is over in less than a minute; one that has made no progress for this long has failed.
    /// </summary>
    private const int ProgressDeadlineSeconds = 120;

    /// <summary>The Deployment.</summary>
    /// <param name="tag">Tag of its image.</param>
    public static JsonObject Deployment(Blueprint blueprint, string tag)
    {
        var (name, target) = (blueprint.Target.Deployment, blueprint.Target);
        var spec = new JsonObject
        {
            ["replicas"] = blueprint.Scaling.TargetReplicas ?? Math.Max(1, blueprint.Scaling.MinReplicas),
            ["selector"] = new JsonObject { ["matchLabels"] = Labels(name) },
            ["progressDeadlineSeconds"] = ProgressDeadlineSeconds,
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = Labels(name) },
                ["spec"] = new JsonObject { ["containers"] = new JsonArray(Container(blueprint, tag)) },
            },
        };
        if (blueprint.Deployment is { } rollout) Strategy(spec, rollout);
        return Object("apps/v1", "Deployment", target.Namespace, name, spec);
    }

    /// <summary>The Service in front of it.</summary>
    public static JsonObject Service(Blueprint blueprint) => Object(
        "v1", "Service", blueprint.Target.Namespace, blueprint.Target.Deployment, new JsonObject
        {
            ["selector"] = Labels(blueprint.Target.Deployment),
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["port"] = 80, ["targetPort"] = "http" }),
        });

    private static JsonObject Container(Blueprint blueprint, string tag)
    {
        var (cpu, memory) = (blueprint.Resources.Cpu, blueprint.Resources.Memory);
        var requests = new JsonObject { ["cpu"] = cpu.Request.ToString(), ["memory"] = memory.Request.ToString() };
        var limits = new JsonObject { ["cpu"] = cpu.Limit.ToString(), ["memory"] = memory.Limit.ToString() };
        if (blueprint.Resources.EphemeralStorage is { } storage) requests["ephemeral-storage"] = storage.ToString();
        var container = new JsonObject
        {
            ["name"] = blueprint.Target.Container ?? "app",
            ["image"] = $"registry.example/{blueprint.Target.Deployment}:{tag}",
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["containerPort"] = 8080 }),
            ["resources"] = new JsonObject { ["requests"] = requests, ["limits"] = limits },
        };
        if (blueprint.Reliability.ReadinessProbe is { } ready) container["readinessProbe"] = Probe(ready, "/ready");
        if (blueprint.Reliability.LivenessProbe is { } live) container["livenessProbe"] = Probe(live, "/live");
        return container;
    }

    private static JsonObject Probe(ProbePolicy probe, string path) => new()
    {
        ["httpGet"] = new JsonObject { ["path"] = path, ["port"] = "http" },
        ["initialDelaySeconds"] = Seconds(probe.InitialDelay),
        ["periodSeconds"] = Seconds(probe.Period),
        ["timeoutSeconds"] = Seconds(probe.Timeout),
        ["failureThreshold"] = probe.FailureThreshold,
    };

    private static void Strategy(JsonObject spec, DeploymentPolicy rollout)
    {
        spec["minReadySeconds"] = Seconds(rollout.MinReadySeconds);
        if (rollout.RevisionHistoryLimit is { } history) spec["revisionHistoryLimit"] = history;
        spec["strategy"] = new JsonObject { ["type"] = rollout.Strategy.ToString() };
        if (rollout.Strategy != DeploymentStrategy.RollingUpdate) return;
        var rolling = new JsonObject();
        if (rollout.MaxSurge is { } surge) rolling["maxSurge"] = IntOrPercent(surge);
        if (rollout.MaxUnavailable is { } unavailable) rolling["maxUnavailable"] = IntOrPercent(unavailable);
        spec["strategy"]!["rollingUpdate"] = rolling;
    }

    private static JsonObject Object(string version, string kind, string ns, string name, JsonObject spec) => new()
    {
        ["apiVersion"] = version,
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["namespace"] = ns, ["name"] = name, ["labels"] = Labels(name) },
        ["spec"] = spec,
    };

    private static JsonObject Labels(string name) => new() { ["app"] = name };

    private static JsonValue IntOrPercent(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? JsonValue.Create(count) : JsonValue.Create(text);

    private static int Seconds(TimeSpan duration) => (int)Math.Ceiling(duration.TotalSeconds);
}
