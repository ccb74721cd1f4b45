using System.Text.Json;
using k8s;
using k8s.Models;
using SpecSkills.Core.Observations;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Objects;

namespace SpecSkills.Kubernetes.Observing;

/// <summary>What the PodDisruptionBudgets over a Deployment's pods allow to be evicted now.</summary>
internal static class DisruptionBudgets
{
    /// <summary>Every budget of a namespace.</summary>
    public static Task<ApiListing<V1PodDisruptionBudget>> ReadAsync(
        ApiClient client, string ns, CancellationToken cancellation) => ApiClient.ListAsync(
        token => client.AskAsync(
            (api, cancel) => api.PolicyV1.ListNamespacedPodDisruptionBudgetWithHttpMessagesAsync(
                ApiResource.Checked(ns), continueParameter: token, limit: ApiClient.PageSize,
                cancellationToken: cancel),
            new ExpectedObject("PodDisruptionBudgetList"), cancellation),
        page => page.Items ?? [], page => page.Metadata?.ContinueProperty);

    /// <summary>
    /// Null where no budget covers the pods, or none can be read: the server then still enforces its own.
    /// </summary>
    public static DisruptionBudget? Over(JsonElement deployment, ApiListing<V1PodDisruptionBudget> listing)
    {
        if (listing is not ApiListing<V1PodDisruptionBudget>.Complete complete) return null;
        var labels = LabelSelector.LabelsOf(deployment, "spec", "template", "metadata");
        var covering = complete.Items
            .Where(item => LabelSelector.Of(item.Spec?.Selector) is { } selector && selector.Matches(labels))
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
    private static int Allowed(V1PodDisruptionBudget budget) =>
        budget.Status?.ObservedGeneration is { } observed && observed < budget.Metadata?.Generation
            ? 0
            : Math.Max(budget.Status?.DisruptionsAllowed ?? 0, 0);
}
