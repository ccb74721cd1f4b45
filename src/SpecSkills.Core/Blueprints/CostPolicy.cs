using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints;

/// <summary>Simulated cost: what a replica costs a month and how much the service may cost.</summary>
public sealed record CostPolicy(Money? MonthlyBudget, Money? CostPerReplica, OptimizationPriority Priority);

/// <summary>Which of two otherwise equal options is taken.</summary>
public enum OptimizationPriority
{
    /// <summary>Neither wins by itself.</summary>
    Balanced,

    /// <summary>The cheaper one.</summary>
    Cost,

    /// <summary>The roomier one.</summary>
    Performance,
}
