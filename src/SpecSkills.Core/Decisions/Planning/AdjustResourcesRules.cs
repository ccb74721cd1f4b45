using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Decisions.Planning;

/// <summary>
/// Requests and limits that can be set: something is set, nothing is zero, no request is above its limit.
/// </summary>
internal static class AdjustResourcesRules
{
    public static void Check(
        OperationParameters.AdjustResources adjust, Observation observation, List<Diagnostic> findings)
    {
        long?[] wanted =
        [
            adjust.CpuRequest?.Millicores, adjust.CpuLimit?.Millicores, adjust.MemoryRequest?.Bytes,
            adjust.MemoryLimit?.Bytes, adjust.EphemeralStorageRequest?.Bytes,
        ];
        if (wanted.All(value => value is null))
            findings.Add(ParameterRules.Finding("cpu", "Neither cpu nor memory is given.",
                "Give at least one of cpu.request, cpu.limit, memory.request, memory.limit."));
        if (wanted.Any(value => value <= 0))
            findings.Add(ParameterRules.Finding(
                "cpu", "A request or limit of 0 is given.", "Give a quantity above 0."));
        var seen = observation.Containers.FirstOrDefault(container => container.Name == adjust.Container);
        // A part that stays as it is has to fit the part that changes.
        Ordered("cpu", (adjust.CpuRequest ?? seen?.Cpu.Request)?.Millicores,
            (adjust.CpuLimit ?? seen?.Cpu.Limit)?.Millicores, findings);
        Ordered("memory", (adjust.MemoryRequest ?? seen?.Memory.Request)?.Bytes,
            (adjust.MemoryLimit ?? seen?.Memory.Limit)?.Bytes, findings);
    }

    private static void Ordered(string resource, long? request, long? limit, List<Diagnostic> findings)
    {
        if (request > limit)
            findings.Add(ParameterRules.Finding(resource, $"The {resource} request would be above its limit.",
                "Raise the limit in the same operation, or ask for less."));
    }
}
