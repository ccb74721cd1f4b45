namespace SpecSkills.Core.Governance;

/// <summary>One resource's approved, present and new value, in its smallest unit; null where there is none.</summary>
internal readonly record struct FieldShift(string Field, Int128? Approved, Int128? Current, Int128? Next)
{
    public bool IsWithin(int percent)
    {
        if (Approved is not { } approved || Current is not { } current || Next is not { } next) return false;
        var towards = (current <= next && next <= approved) || (approved <= next && next <= current);
        return towards || (Distance(next, approved) * 100 <= approved * percent
            && Distance(next, current) * 100 <= approved * percent);
    }

    /// <summary>
    /// The value nearest to the wanted one that is within N percent; null when nothing is known to be.
    /// </summary>
    public Int128? Nearest(int percent)
    {
        if (Approved is not { } approved || Current is not { } current || Next is not { } next) return null;
        if (IsWithin(percent)) return next;
        var step = approved * percent / 100;
        var lowest = Int128.Max(approved, current) - step;
        var highest = Int128.Min(approved, current) + step;
        // Too far away for both tests to hold anywhere: back to the approved value is the only way within.
        return lowest > highest ? approved : Int128.Clamp(next, lowest, highest);
    }

    private static Int128 Distance(Int128 one, Int128 other) => Int128.Abs(one - other);
}
