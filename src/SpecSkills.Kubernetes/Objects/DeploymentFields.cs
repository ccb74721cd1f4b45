using System.Text.Json;
using SpecSkills.Core.Decisions;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Objects;

/// <summary>
/// The one mapping between field names of operations and places in a Deployment's JSON: observing, reading facts,
/// finding owners and writing all go through it, so that they cannot disagree.
/// </summary>
internal static class DeploymentFields
{
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";

    private static readonly Dictionary<string, DeploymentField> OfDeployment = new[]
    {
        new DeploymentField("replicas", null, ["spec", "replicas"], FieldFormat.Number),
        new DeploymentField("strategy.type", null, ["spec", "strategy", "type"], FieldFormat.Text),
        new DeploymentField(
            "strategy.max_surge", null, ["spec", "strategy", "rollingUpdate", "maxSurge"], FieldFormat.NumberOrPercent),
        new DeploymentField(
            "strategy.max_unavailable", null, ["spec", "strategy", "rollingUpdate", "maxUnavailable"],
            FieldFormat.NumberOrPercent),
        new DeploymentField("min_ready_seconds", null, ["spec", "minReadySeconds"], FieldFormat.Number, "0"),
        new DeploymentField("revision_history_limit", null, ["spec", "revisionHistoryLimit"], FieldFormat.Number, "10"),
    }.ToDictionary(field => field.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, DeploymentField> OfContainer = ((DeploymentField[])
    [
        new DeploymentField("image", null, ["image"], FieldFormat.Text),
        Resource("cpu.request", "requests", "cpu", FieldFormat.Cpu),
        Resource("cpu.limit", "limits", "cpu", FieldFormat.Cpu),
        Resource("memory.request", "requests", "memory", FieldFormat.Bytes),
        Resource("memory.limit", "limits", "memory", FieldFormat.Bytes),
        Resource("ephemeral_storage.request", "requests", "ephemeral-storage", FieldFormat.Bytes),
        Resource("ephemeral_storage.limit", "limits", "ephemeral-storage", FieldFormat.Bytes),
        .. Probe("readiness_probe", "readinessProbe"),
        .. Probe("liveness_probe", "livenessProbe"),
    ])
        .ToDictionary(field => field.Name, StringComparer.Ordinal);

    /// <summary>The field of that name, or null for a name that is no field of a Deployment's spec.</summary>
    public static DeploymentField? Find(string name)
    {
        if (OfDeployment.TryGetValue(name, out var field)) return field;
        // A sample: "app.cpu.request". A container's name has no point in it.
        var point = name.IndexOf('.', StringComparison.Ordinal);
        return point > 0 && OfContainer.TryGetValue(name[(point + 1)..], out var inner)
            ? inner with { Name = name, Container = name[..point] }
            : null;
    }

    /// <summary>The field of one container.</summary>
    public static DeploymentField Of(string container, string name) =>
        OfContainer[name] with { Name = $"{container}.{name}", Container = container };

    /// <summary>Every field whose owner is worth knowing, for the given containers.</summary>
    public static IEnumerable<DeploymentField> All(IEnumerable<string> containers) =>
        OfDeployment.Values.Concat(containers.SelectMany(container =>
            OfContainer.Keys.Select(name => Of(container, name))));

    /// <summary>
    /// The canonical text of any name that facts may ask of a Deployment, or null where it is not set.
    /// </summary>
    public static string? Read(JsonElement deployment, string name) => name switch
    {
        "revision" => Revision(deployment),
        "template" => TemplateDigest.Of(deployment),
        "exists" => "true",
        _ => Find(name)?.Read(deployment),
    };

    /// <summary>The present values of exactly these names; a name that is not set is left out.</summary>
    public static FieldValues Read(JsonElement deployment, IEnumerable<string> names) => new(names
        .Select(name => new KeyValuePair<string, string?>(name, Read(deployment, name)))
        .Where(pair => pair.Value is not null)
        .Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value!)));

    /// <summary>A Deployment's or ReplicaSet's revision.</summary>
    public static string? Revision(JsonElement owner) => owner.TextAt("metadata", "annotations", RevisionAnnotation);

    private static DeploymentField Resource(string name, string part, string resource, FieldFormat format) =>
        new(name, null, ["resources", part, resource], format);

    private static DeploymentField[] Probe(string name, string key) =>
    [
        new($"{name}.initial_delay", null, [key, "initialDelaySeconds"], FieldFormat.Number, "0"),
        new($"{name}.period", null, [key, "periodSeconds"], FieldFormat.Number, "10"),
        new($"{name}.timeout", null, [key, "timeoutSeconds"], FieldFormat.Number, "1"),
        new($"{name}.failure_threshold", null, [key, "failureThreshold"], FieldFormat.Number, "3"),
    ];
}
