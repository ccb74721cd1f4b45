using System.Text.Json;
using SpecSkills.Core.Observations;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Objects;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>What the PodDisruptionBudgets over a Deployment's pods allow to be evicted now.</summary>
internal static class DisruptionBudgets
{
    /// <summary>
    /// Null where no budget covers the pods, or none can be read: the server then still enforces its own.
    /// </summary>
    public static DisruptionBudget? Over(JsonElement deployment, ApiListing listing)
    {
        if (listing is not ApiListing.Complete complete) return null;
        var labels = LabelSelector.LabelsOf(deployment, "spec", "template", "metadata");
        var covering = complete.Items
            .Where(item => LabelSelector.Read(item.At("spec", "selector")) is { } selector && selector.Matches(labels))
            .ToList();
        return covering.Count switch
        {
            0 => null,
            1 => new DisruptionBudget(Allowed(covering[0])),
            // The eviction API refuses a pod that several budgets cover.
            _ => new DisruptionBudget(0),
        };
    }

    /// <summary>A budget whose controller has not caught up allows nothing, as the eviction API sees it.</summary>
    private static int Allowed(JsonElement budget) =>
        budget.LongAt("status", "observedGeneration") is { } observed
            && observed < budget.LongAt("metadata", "generation")
            ? 0
            : Math.Max(budget.IntAt("status", "disruptionsAllowed") ?? 0, 0);
}
