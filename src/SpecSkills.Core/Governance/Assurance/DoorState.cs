namespace SpecSkills.Core.Governance.Assurance;

/// <summary>The outcome of trying a door.</summary>
public enum DoorState
{
    /// <summary>It was tried and does not open.</summary>
    Shut,

    /// <summary>It was tried and opens.</summary>
    Open,

    /// <summary>It could not be tried: counts as open.</summary>
    Unknown,
}
