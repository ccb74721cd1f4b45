using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints.Rules;

/// <summary>One currency, and a budget that pays for the bounds.</summary>
internal static class CostRules
{
    public static void Check(Blueprint blueprint, RuleFindings findings)
    {
        if (blueprint.Cost is not { MonthlyBudget: { } budget, CostPerReplica: { } each }) return;
        if (budget.Currency != each.Currency)
        {
            findings.Error(DiagnosticCodes.Currency, "spec.cost.cost_per_replica",
                $"cost_per_replica is in {each.Currency} and monthly_budget in {budget.Currency}",
                $"Write both in {budget.Currency}.");
            return;
        }

        var atMaximum = each.Amount * blueprint.Scaling.MaxReplicas;
        if (atMaximum > budget.Amount)
            findings.Warning(DiagnosticCodes.BudgetBelowMaximum, "spec.cost.monthly_budget",
                $"max_replicas costs {new Money(atMaximum, each.Currency)} a month, over the budget of {budget}: "
                + "the last steps up will need approval",
                "Raise the budget or lower max_replicas if that is not meant.");
    }
}
