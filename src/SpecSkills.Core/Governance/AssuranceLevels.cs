namespace SpecSkills.Core.Governance;

/// <summary>How far the governance holds against a hostile agent on this machine, as last found by trying.</summary>
public static class AssuranceLevels
{
    /// <summary>The default: nothing keeps the agent from the person's own shell.</summary>
    public const string Lowest = "L0";
}
