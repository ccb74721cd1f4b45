using System.Globalization;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Decisions.Scaling;

namespace SpecSkills.Core.Governance;

/// <summary>What a new replica count means: bounds, metrics, start from zero, budget.</summary>
internal static class ReplicaEffects
{
    public static void Add(VerdictRequest request, List<Effect> effects)
    {
        var operation = request.Operation;
        if (Count(operation.After["replicas"]) is not { } after)
        {
            effects.Add(new Effect(
                OperationNames.ScaleBeyondLimits, () => "replicas become something that is no count"));
            return;
        }

        var before = Count(operation.Before["replicas"]);
        effects.Add(Bounds(request.Blueprint.Scaling, before, after));
        if (before is not { } from) return;
        if (from == 0 && after > 0)
            effects.Add(new Effect(
                OperationNames.ResumeFromZero, () => $"starts {after} replicas where there were none"));
        if (after < from && operation.Origin == OperationOrigin.Request && MetricsSpeakAgainst(request, after))
            effects.Add(new Effect(OperationNames.ScaleAgainstMetrics,
                () => $"{after} replicas are not known to carry the present load"));
        if (after > from) AddCost(request.Blueprint.Cost, after, effects);
    }

    public static int? Count(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>
    /// True for a count outside the bounds that comes nearer to them without crossing to the other side.
    /// </summary>
    public static bool MovesTowards(ScalingPolicy scaling, int before, int after) =>
        (before > scaling.MaxReplicas && after < before && after >= scaling.MaxReplicas)
        || (before < scaling.MinReplicas && after > before && after <= scaling.MinReplicas);

    private static Effect Bounds(ScalingPolicy scaling, int? before, int after)
    {
        if (after >= scaling.MinReplicas && after <= scaling.MaxReplicas)
            return Described(OperationNames.ScaleWithinLimits, "inside");
        return before is { } present && MovesTowards(scaling, present, after)
            ? Described(OperationNames.ScaleWithinLimits, "towards")
            : Described(OperationNames.ScaleBeyondLimits, "outside");

        Effect Described(string name, string where) => new(name, () =>
            $"replicas {(before is { } from ? $"{from} " : "")}-> {after}, "
            + $"{where} {scaling.MinReplicas}..{scaling.MaxReplicas}");
    }

    /// <summary>
    /// The metrics call the count unsafe, or one that counts cannot be read. Where no metric is collected at all
    /// nothing speaks against it.
    /// </summary>
    private static bool MetricsSpeakAgainst(VerdictRequest request, int after)
    {
        if (request.Observation is not { } observation || after == 0) return true;
        var pressures = Pressures.Of(request.Blueprint, observation, request.Now);
        if (pressures.FirstUnusable is not null) return true;
        return pressures.Known.Any() && !SafeCount.IsSafe(pressures, observation.Deployment.ReadyReplicas, after);
    }

    private static void AddCost(CostPolicy? cost, int after, List<Effect> effects)
    {
        if (cost is not { MonthlyBudget: { } budget, CostPerReplica: { } each }) return;
        if (each.Currency != budget.Currency)
        {
            effects.Add(new Effect(OperationNames.ExceedBudget,
                () => $"{each} a replica cannot be compared with a budget of {budget}"));
            return;
        }

        var amount = each.Amount * after;
        if (amount > budget.Amount)
            effects.Add(new Effect(OperationNames.ExceedBudget, () =>
                $"{after} replicas cost {each with { Amount = amount }}, past the budget of {budget}"));
    }
}
