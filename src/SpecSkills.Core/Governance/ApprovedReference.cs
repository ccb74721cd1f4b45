using System.Globalization;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>
/// What resource changes are measured against: the value a person last approved for a field, else the one of the
/// blueprint as last accepted for the container it governs, else nothing.
/// </summary>
internal static class ApprovedReference
{
    public const string MaxReplicasKey = "max_replicas";

    public static Int128? Of(string field, Blueprint blueprint, Observation? observation)
    {
        if (observation?.Approved is { } approved && approved.Values.TryGetValue(field, out var text))
            return Amount(field, text);
        var point = field.IndexOf('.', StringComparison.Ordinal);
        if (point <= 0 || GovernedContainer(blueprint, observation) is not { } container) return null;
        if (!field.AsSpan(0, point).SequenceEqual(container)) return null;
        var resources = (blueprint.Accepted ?? blueprint).Resources;
        return field.AsSpan(point + 1) switch
        {
            "cpu.request" => resources.Cpu.Request.Millicores,
            "cpu.limit" => resources.Cpu.Limit.Millicores,
            "memory.request" => resources.Memory.Request.Bytes,
            "memory.limit" => resources.Memory.Limit.Bytes,
            "ephemeral_storage.request" => resources.EphemeralStorage?.Bytes,
            _ => null,
        };
    }

    public static int MaxReplicas(Blueprint blueprint, Observation? observation) =>
        observation?.Approved is { } approved && approved.Values.TryGetValue(MaxReplicasKey, out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : (blueprint.Accepted ?? blueprint).Scaling.MaxReplicas;

    /// <summary>
    /// A quantity in its smallest unit: millicores for cpu, bytes for the rest; null when it is not one.
    /// </summary>
    public static Int128? Amount(string field, string? text)
    {
        if (field.Contains(".cpu.", StringComparison.Ordinal))
            return CpuQuantity.TryParse(text, out var cpu) ? cpu.Millicores : null;
        return ByteQuantity.TryParse(text, out var bytes) ? bytes.Bytes : null;
    }

    private static string? GovernedContainer(Blueprint blueprint, Observation? observation) =>
        blueprint.Target.Container ?? (observation is { Containers.Count: > 0 } seen ? seen.Containers[0].Name : null);
}
