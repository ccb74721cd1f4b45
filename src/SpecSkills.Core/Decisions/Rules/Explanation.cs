using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Decisions.Rules;

/// <summary>The rationale: a rule's sentences, what the count costs, and the numbers no blueprint sets.</summary>
internal static class Explanation
{
    private static readonly string Constants =
        $" Engine constants: samples older than {EngineConstants.SampleFreshness.TotalSeconds}s or without a time " +
        $"are not used, clocks may disagree by {EngineConstants.ClockTolerance.TotalSeconds}s, a pressure counts at " +
        $"most {EngineConstants.PressureClampPercent}% in the weighted mean, and a smaller count leaves that mean " +
        $"at most {EngineConstants.HeadroomShare * 100:0}% of scale_up_threshold.";

    public static string Of(string why, CostPolicy? cost, int replicas) =>
        string.Concat(why, Cost(cost, replicas), Constants);

    private static string Cost(CostPolicy? cost, int replicas)
    {
        if (cost?.CostPerReplica is not { } each) return "";
        // A price so high that the product leaves decimal's range is shown as the price alone.
        if (each.Amount > decimal.MaxValue / Math.Max(replicas, 1))
            return $" Simulated cost: {each} a replica (spec.cost.cost_per_replica).";
        var total = each with { Amount = each.Amount * replicas };
        return cost.MonthlyBudget is { } budget
            ? $" Simulated cost at {replicas} replicas: {total} of a monthly budget of {budget} (spec.cost)."
            : $" Simulated cost at {replicas} replicas: {total} a month (spec.cost.cost_per_replica).";
    }
}
