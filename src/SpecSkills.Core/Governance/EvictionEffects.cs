using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Governance;

/// <summary>Tells evicting failed pods from evicting healthy ones; an unobserved pod counts as healthy.</summary>
internal static class EvictionEffects
{
    public static void Add(IReadOnlyList<string> pods, Observation? observation, List<Effect> effects)
    {
        string? failed = null;
        string? healthy = null;
        foreach (var pod in pods)
        {
            if (HasFailed(pod, observation)) failed ??= pod;
            else healthy ??= pod;
        }

        if (failed is not null)
            effects.Add(new Effect(OperationNames.RestartFailedPods,
                () => $"evicts {failed}, not ready or restarted lately"));
        if (healthy is not null || failed is null)
            effects.Add(new Effect(OperationNames.RestartHealthyPods,
                () => $"evicts {healthy ?? "no pod at all"}, seen healthy"));
    }

    public static bool HasFailed(string pod, Observation? observation)
    {
        if (observation is null) return false;
        foreach (var seen in observation.Pods)
            if (seen.Name == pod)
                return !seen.Ready || seen.RecentRestarts > 0;
        return false;
    }
}
