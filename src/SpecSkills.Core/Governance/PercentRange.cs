using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Governance;

/// <summary>What a name with a percentage asks of a resource change: whether it is within or beyond N.</summary>
internal readonly record struct PercentRange(bool Within, int Percent)
{
    /// <summary>The name of it.</summary>
    public string Name => Within
        ? OperationNames.AdjustResourcesWithin(Percent)
        : OperationNames.ChangeResourceLimitsBeyond(Percent);

    /// <summary>The range of a name, or null for a name without a percentage.</summary>
    public static PercentRange? Of(string name) =>
        OperationNames.TryParseWithinPercent(name, out var percent) ? new PercentRange(true, percent)
        : OperationNames.TryParseBeyondPercent(name, out percent) ? new PercentRange(false, percent)
        : null;

    /// <param name="leastPercent">The least N that a change is within.</param>
    public bool Matches(int leastPercent) => leastPercent <= Percent == Within;
}
