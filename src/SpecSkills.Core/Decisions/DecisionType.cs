namespace SpecSkills.Core.Decisions;

/// <summary>The kind of a decision. Documents write them in snake_case.</summary>
public enum DecisionType
{
    /// <summary>More replicas.</summary>
    ScaleUp,

    /// <summary>Fewer replicas.</summary>
    ScaleDown,

    /// <summary>Other requests or limits.</summary>
    AdjustResources,

    /// <summary>Evict failed pods.</summary>
    RestartPods,

    /// <summary>Back to an earlier revision.</summary>
    Rollback,

    /// <summary>Strategy, probes or bounds brought to the blueprint.</summary>
    UpdateDeployment,

    /// <summary>Nothing now, for a stated reason.</summary>
    Hold,

    /// <summary>The blueprint is invalid; nothing is decided by it.</summary>
    Reject,
}
