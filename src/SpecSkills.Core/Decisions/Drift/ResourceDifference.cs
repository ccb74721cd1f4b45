using SpecSkills.Core.Decisions.Resources;
using SpecSkills.Core.Decisions.Rules;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions.Drift;

/// <summary>
/// Requests and limits that differ from the blueprint's. A value that optimising set, by the record of this workspace,
/// or that a person approved for this version of the blueprint, is expected where it is.
/// </summary>
internal static class ResourceDifference
{
    public static BlueprintDifference? Of(DecisionInput input)
    {
        if (GovernedContainer.Of(input) is not { } container) return null;
        var resources = input.Blueprint.Resources;
        var name = container.Name;
        var parameters = new OperationParameters.AdjustResources(
            name,
            Differing($"{name}.cpu.request", resources.Cpu.Request, container.Cpu.Request),
            Differing($"{name}.cpu.limit", resources.Cpu.Limit, container.Cpu.Limit),
            Differing($"{name}.memory.request", resources.Memory.Request, container.Memory.Request),
            Differing($"{name}.memory.limit", resources.Memory.Limit, container.Memory.Limit))
        {
            EphemeralStorageRequest = resources.EphemeralStorage is { } storage
                ? Differing($"{name}.ephemeral_storage.request", storage, container.EphemeralStorageRequest)
                : null,
        };
        var paths = Paths(parameters);
        return paths.Count == 0 ? null : new BlueprintDifference(parameters, paths);

        T? Differing<T>(string field, T wanted, T? seen)
            where T : struct => seen is null || wanted.Equals(seen) || Expected(input, field, seen.Value.ToString()!)
                ? null
                : wanted;
    }

    private static bool Expected(DecisionInput input, string field, string seen)
    {
        var observation = input.Observation;
        if (observation.History.OwnValues.TryGetValue(field, out var own) && own == seen) return true;
        return observation.Approved is { } approved
            && approved.Version == input.Blueprint.Metadata.Version.ToString()
            && approved.Values.TryGetValue(field, out var accepted)
            && Canonical(field, accepted) == seen;
    }

    private static string Canonical(string field, string text) =>
        field.Contains(".cpu.", StringComparison.Ordinal)
            ? CpuQuantity.TryParse(text, out var cpu) ? cpu.ToString() : text
            : ByteQuantity.TryParse(text, out var bytes) ? bytes.ToString() : text;

    private static List<string> Paths(OperationParameters.AdjustResources parameters)
    {
        var paths = new List<string>();
        if (parameters.CpuRequest is not null) paths.Add(BlueprintPaths.CpuRequest);
        if (parameters.CpuLimit is not null) paths.Add(BlueprintPaths.CpuLimit);
        if (parameters.MemoryRequest is not null) paths.Add(BlueprintPaths.MemoryRequest);
        if (parameters.MemoryLimit is not null) paths.Add(BlueprintPaths.MemoryLimit);
        if (parameters.EphemeralStorageRequest is not null) paths.Add(BlueprintPaths.EphemeralStorage);
        return paths;
    }
}
