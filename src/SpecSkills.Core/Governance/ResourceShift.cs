namespace SpecSkills.Core.Governance;

/// <summary>
/// A change of requests or limits against the values a person last approved: within N percent only if every field is,
/// and so is the footprint (request x max_replicas). In integers (millicores, bytes), so that no rounding opens a gap.
/// </summary>
public sealed class ResourceShift
{
    private readonly List<FieldShift> shifts = [];

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

    internal void Add(FieldShift shift) => shifts.Add(shift);

    internal IReadOnlyList<FieldShift> Shifts => shifts;
}
