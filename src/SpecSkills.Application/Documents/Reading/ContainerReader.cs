using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Documents.Reading;

/// <summary>One entry of <c>containers</c>.</summary>
internal static class ContainerReader
{
    public static ContainerReading Read(JsonMap map)
    {
        var storage = map.Map("ephemeral_storage");
        var reading = new ContainerReading(
            map.RequiredName("name"),
            map.Part("cpu", Cpu) ?? new CpuReading(null, null, null, null, null),
            map.Part("memory", Memory) ?? new MemoryUsageReading(null, null, null, null, null))
        {
            Image = map.Text("image"),
            EphemeralStorageRequest = storage is null ? null : Bytes(storage, "request"),
            EphemeralStorageLimit = storage is null ? null : Bytes(storage, "limit"),
        };
        storage?.Finish();
        return reading;
    }

    public static CpuQuantity? Cpu(JsonMap map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        if (CpuQuantity.TryParse(text, out var value)) return value;
        NotAQuantity(map, key, text, "50m or 0.5");
        return null;
    }

    public static ByteQuantity? Bytes(JsonMap map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        if (ByteQuantity.TryParse(text, out var value)) return value;
        NotAQuantity(map, key, text, "128Mi or 1Gi");
        return null;
    }

    private static CpuReading Cpu(JsonMap map) => new(
        Cpu(map, "request"), Cpu(map, "limit"), Cpu(map, "usage"), Cpu(map, "usage_p95"), map.Count("samples"));

    private static MemoryUsageReading Memory(JsonMap map) => new(
        Bytes(map, "request"), Bytes(map, "limit"), Bytes(map, "usage"), Bytes(map, "usage_max"), map.Count("samples"));

    private static void NotAQuantity(JsonMap map, string key, string text, string example) =>
        map.Findings.Add(DocumentCodes.WrongValue, $"{map.Path}.{key}",
            $"'{JsonMap.Shown(text)}' is not a Kubernetes quantity.", $"Write a quantity such as {example}.");
}
