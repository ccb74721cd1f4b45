using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints.Reading;

/// <summary><c>spec.resources</c></summary>
internal static class ResourcesSection
{
    /// <summary>Usage a tenth away from its target is noise.</summary>
    private static readonly Percentage DefaultOptimizationThreshold = new(10);

    public static ResourcePolicy? Read(SectionReader resources)
    {
        var cpu = resources.Section("cpu", required: true);
        var memory = resources.Section("memory", required: true);
        var disk = resources.Section("disk");
        var cpuPolicy = cpu is null ? null : new CpuPolicy(
            cpu.Required("request", Formats.Cpu), cpu.Required("limit", Formats.Cpu), Target(cpu), Threshold(cpu));
        var memoryPolicy = memory is null ? null : new MemoryPolicy(
            memory.Required("request", Formats.Memory), memory.Required("limit", Formats.Memory), Target(memory),
            Threshold(memory));
        var storage = disk?.Nullable("ephemeral_storage", Formats.Memory with { Example = "1Gi" });
        cpu?.Finish();
        memory?.Finish();
        disk?.Finish();
        resources.Finish();
        return cpuPolicy is null || memoryPolicy is null ? null : new ResourcePolicy(cpuPolicy, memoryPolicy, storage);
    }

    private static Percentage? Target(SectionReader resource) =>
        resource.Nullable("target_utilization", Formats.Utilization);

    private static Percentage Threshold(SectionReader resource) =>
        resource.Optional("optimization_threshold", Formats.Percent, DefaultOptimizationThreshold);
}
