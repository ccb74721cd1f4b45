using System.Text.Json.Nodes;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Documents.Writing;

/// <summary>One entry of <c>containers</c>.</summary>
internal static class ContainerWriter
{
    public static JsonObject Write(ContainerReading container)
    {
        var cpu = new JsonObject();
        cpu.Known("request", container.Cpu.Request?.ToString());
        cpu.Known("limit", container.Cpu.Limit?.ToString());
        cpu.Known("usage", container.Cpu.Usage?.ToString());
        cpu.Known("usage_p95", container.Cpu.UsageP95?.ToString());
        cpu.Known("samples", container.Cpu.Samples);
        var memory = new JsonObject();
        memory.Known("request", container.Memory.Request?.ToString());
        memory.Known("limit", container.Memory.Limit?.ToString());
        memory.Known("usage", container.Memory.Usage?.ToString());
        memory.Known("usage_max", container.Memory.UsageMax?.ToString());
        memory.Known("samples", container.Memory.Samples);
        var map = new JsonObject { ["name"] = container.Name, ["cpu"] = cpu, ["memory"] = memory };
        map.Known("image", container.Image);
        var storage = new JsonObject();
        storage.Known("request", container.EphemeralStorageRequest?.ToString());
        storage.Known("limit", container.EphemeralStorageLimit?.ToString());
        if (storage.Count > 0) map["ephemeral_storage"] = storage;
        return map;
    }
}
