namespace SpecSkills.Core.Blueprints.Reading;

/// <summary><c>spec.cost</c></summary>
internal static class CostSection
{
    private static readonly ScalarFormat<OptimizationPriority> Priority = Formats.OneOf(
        ("balanced", OptimizationPriority.Balanced), ("cost", OptimizationPriority.Cost),
        ("performance", OptimizationPriority.Performance));

    public static CostPolicy Read(SectionReader cost)
    {
        var policy = new CostPolicy(
            cost.Nullable("monthly_budget", Formats.Money),
            cost.Nullable("cost_per_replica", Formats.Money with { Example = "20 USD" }),
            cost.Optional("optimization_priority", Priority, OptimizationPriority.Balanced));
        cost.Finish();
        return policy;
    }
}
