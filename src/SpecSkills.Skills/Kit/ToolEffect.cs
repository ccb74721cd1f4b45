namespace SpecSkills.Skills.Kit;

/// <summary>What calling a tool may change; clients get it as hints, where absence would mean destructive.</summary>
public enum ToolEffect
{
    /// <summary>Nothing.</summary>
    ReadOnly,

    /// <summary>Permits and approval requests of this workspace, never the cluster.</summary>
    StateChanging,

    /// <summary>The cluster, inside what a permit is bound to.</summary>
    Destructive,
}
