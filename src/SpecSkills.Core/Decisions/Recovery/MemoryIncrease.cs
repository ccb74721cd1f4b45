using SpecSkills.Core.Decisions.Resources;
using SpecSkills.Core.Decisions.Rules;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions.Recovery;

/// <summary>
/// A container killed for its memory dies again after any restart: more memory is proposed, to a person.
/// </summary>
internal static class MemoryIncrease
{
    private static readonly string[] References = [BlueprintPaths.MemoryLimit, BlueprintPaths.MemoryRequest];

    public static RuleOutcome Evaluate(DecisionInput input, RecoverySituation situation)
    {
        var names = string.Join(", ", situation.OutOfMemory.Select(pod => pod.Name));
        if (GovernedContainer.Of(input) is not { Memory: { Limit: { Bytes: > 0 } limit } memory } container)
            return new RuleOutcome.Hold("oom_killed",
                $"Out of memory: {names}. Without a known memory limit no better one can be computed; a restart " +
                "would not help.", false, References)
            { Alert = true };
        // Sampling misses the last moment: a container killed at its limit had reached it.
        var peak = Math.Max(limit.Bytes, memory.UsageMax?.Bytes ?? 0);
        var raised = ResourceRounding.Memory(peak * EngineConstants.PeakSafety);
        // The request moves along, so that the limit:request ratio and with it the QoS class stay.
        ByteQuantity? request = memory.Request is { Bytes: > 0 } now
            ? now == limit ? raised : ResourceRounding.WholeMebibytes((decimal)now.Bytes * raised.Bytes / limit.Bytes)
            : null;
        var parameters = new OperationParameters.AdjustResources(container.Name, null, null, request, raised);
        var operation = OperationPlanner.Build(
            parameters, input.Observation, input.Blueprint, OperationOrigin.Recovery);
        var name = $"{container.Name}.memory.limit";
        return new RuleOutcome.Suggest(new Proposal(DecisionType.AdjustResources, "oom_killed",
            $"Out of memory: {names}. The peak of {new ByteQuantity(peak)} times {EngineConstants.PeakSafety} asks " +
            $"for a memory limit of {raised} instead of {limit} ({BlueprintPaths.MemoryLimit}); a restart would not " +
            "help.",
            References, operation, [new StateValue(name, raised.ToString())])
        { Alert = true, ProposalOnly = true });
    }
}
