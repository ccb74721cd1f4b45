using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Governance;

/// <summary>
/// A list entry with a percentage, which asks whether a resource change is within or beyond its own N.
/// </summary>
internal readonly record struct PercentRule(bool Within, int Percent, ListRule Rule)
{
    public string Name => Within
        ? OperationNames.AdjustResourcesWithin(Percent)
        : OperationNames.ChangeResourceLimitsBeyond(Percent);

    /// <param name="leastPercent">The least N that a change is within.</param>
    public bool Matches(int leastPercent) => leastPercent <= Percent == Within;
}
