namespace SpecSkills.Core.Governance;

/// <summary>What governance answers, from mildest to strictest; the strictest of several wins.</summary>
public enum VerdictStatus
{
    /// <summary>The agent may do it by itself.</summary>
    Allowed,

    /// <summary>A person decides.</summary>
    RequiresApproval,

    /// <summary>Not done, even with approval.</summary>
    Blocked,
}
