namespace SpecSkills.Application.Ports;

/// <summary>How a blueprint or policy file stands to what a person accepted.</summary>
public enum FileState
{
    /// <summary>It is what was accepted, and in force.</summary>
    Accepted,

    /// <summary>It differs, lets nothing more happen, and is in force without having been accepted.</summary>
    InForce,

    /// <summary>It widens what was accepted, or cannot be compared: what was accepted stays in force.</summary>
    Waiting,

    /// <summary>It was never accepted: nothing is in force for it.</summary>
    New,

    /// <summary>It cannot be used, and nothing is in force for it.</summary>
    Invalid,

    /// <summary>What was accepted is not kept any more as it was: nothing is in force for it.</summary>
    Lost,

    /// <summary>It was accepted, and the file is gone: nothing is in force for it.</summary>
    Gone,
}
