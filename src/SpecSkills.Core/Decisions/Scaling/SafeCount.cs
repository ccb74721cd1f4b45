using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Decisions.Scaling;

/// <summary>
/// Which smaller counts the metrics allow. A count is safe when the present pressures, spread over the pods that would
/// be left, stay below the upper threshold with headroom: so a scale-down never causes the next scale-up.
/// </summary>
public static class SafeCount
{
    /// <summary>Whether <paramref name="count"/> replicas would be safe.</summary>
    public static bool IsSafe(Pressures pressures, int ready, int count) =>
        pressures.StayBelow(ready, Math.Min(ready, count));

    /// <summary>Whether <paramref name="count"/> replicas would be safe by what was observed.</summary>
    public static bool IsSafe(Blueprint blueprint, Observation observation, DateTimeOffset now, int count) =>
        IsSafe(Pressures.Of(blueprint, observation, now), observation.Deployment.ReadyReplicas, count);

    /// <summary>
    /// The smallest safe count from <paramref name="from"/> to <paramref name="to"/>, or null. More replicas are never
    /// less safe, so the range is halved rather than walked: it can be as long as an int.
    /// </summary>
    internal static int? Smallest(Pressures pressures, int ready, int from, int to)
    {
        if (from > to || !IsSafe(pressures, ready, to)) return null;
        while (from < to)
        {
            var middle = from + (to - from) / 2;
            if (IsSafe(pressures, ready, middle)) to = middle;
            else from = middle + 1;
        }

        return from;
    }
}
