using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Governance;

/// <summary>
/// A change of requests or limits against the values a person last approved: within N percent only if every field is,
/// and so is the footprint (request x max_replicas). In integers (millicores, bytes), so that no rounding opens a gap.
/// </summary>
public sealed class ResourceShift
{
    private readonly List<FieldShift> shifts = [];
    private int? leastPercent;

    internal ResourceShift()
    {
    }

    /// <summary>
    /// True when every field's new value is within N percent of the approved value and of the present one, or moves
    /// towards the approved value without passing it. Without an approved or a present value nothing is within.
    /// </summary>
    public bool IsWithin(int percent)
    {
        foreach (var shift in shifts)
            if (!shift.IsWithin(percent))
                return false;
        return true;
    }

    /// <summary>
    /// The least N that the change is within, 0 to <see cref="OperationNames.PercentLimit"/>; one more when it is
    /// within none. A value within N is within every larger one, so this answers for every list entry at once.
    /// </summary>
    internal int LeastPercent() => leastPercent ??= SmallestPercent();

    internal void Add(FieldShift shift) => shifts.Add(shift);

    internal IReadOnlyList<FieldShift> Shifts => shifts;

    private int SmallestPercent()
    {
        var (lowest, highest) = (0, OperationNames.PercentLimit + 1);
        while (lowest < highest)
        {
            var middle = (lowest + highest) / 2;
            if (IsWithin(middle)) highest = middle;
            else lowest = middle + 1;
        }

        return lowest;
    }
}
