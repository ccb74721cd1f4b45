namespace SpecSkills.Core.Governance.Assurance;

/// <summary>One examination: every door that was tried, where and when.</summary>
public sealed record AssuranceReport(AssuranceSeat Seat, DateTimeOffset TriedAt, IReadOnlyList<Door> Doors)
{
    /// <summary>The level these doors come to.</summary>
    public string Level => AssuranceLevels.Of(Doors);

    /// <summary>What was found of one door; null when it was not tried.</summary>
    public Door? Door(string name) => Doors.FirstOrDefault(door => door.Name == name);
}
