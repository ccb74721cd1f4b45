namespace SpecSkills.Core.Governance.Assurance;

/// <summary>Where the doors were tried from.</summary>
public enum AssuranceSeat
{
    /// <summary>A person's terminal, or any process that does not belong to a coding agent.</summary>
    Terminal,

    /// <summary>A coding agent's shell, by its own report.</summary>
    AgentShell,

    /// <summary>A coding agent's shell, as the agent's hook saw it run and answer.</summary>
    Hook,
}
