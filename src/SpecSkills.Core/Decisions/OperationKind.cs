namespace SpecSkills.Core.Decisions;

/// <summary>Kinds of operation. The last five exist so that asking for them gets a governed answer.</summary>
public enum OperationKind
{
    /// <summary>Set the replica count.</summary>
    Scale,

    /// <summary>Set requests and limits of one container.</summary>
    AdjustResources,

    /// <summary>Evict pods.</summary>
    RestartPods,

    /// <summary>Restore an earlier revision's template.</summary>
    Rollback,

    /// <summary>Set rollout parameters.</summary>
    UpdateStrategy,

    /// <summary>Set probe timing.</summary>
    UpdateHealthChecks,

    /// <summary>Set a container's image.</summary>
    SetImage,

    /// <summary>Delete the Deployment.</summary>
    DeleteDeployment,

    /// <summary>Delete a Service.</summary>
    DeleteService,

    /// <summary>Delete a persistent volume (claim).</summary>
    DeletePersistentVolume,

    /// <summary>Change a Secret.</summary>
    ModifySecret,

    /// <summary>Change a network policy.</summary>
    ChangeNetworkPolicy,
}
