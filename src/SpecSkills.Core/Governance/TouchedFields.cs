using SpecSkills.Core.Decisions;

namespace SpecSkills.Core.Governance;

/// <summary>
/// The fields an operation changes, sorted into classes; the first field of a class stands for it in texts.
/// </summary>
internal struct TouchedFields
{
    public bool Any { get; private set; }

    public bool Replicas { get; private set; }

    public List<string>? Resources { get; private set; }

    public string? Strategy { get; private set; }

    public string? HealthCheck { get; private set; }

    public string? Image { get; private set; }

    public bool Revision { get; private set; }

    public bool Pods { get; private set; }

    public bool Existence { get; private set; }

    public string? Unclassified { get; private set; }

    public void Add(string field, OperationKind kind)
    {
        var group = FieldClasses.Of(field);
        if (BelongsTo(kind, group)) return;
        Any = true;
        switch (group)
        {
            case FieldClass.Replicas: Replicas = true; break;
            case FieldClass.Resource: (Resources ??= []).Add(field); break;
            case FieldClass.Strategy: Strategy ??= field; break;
            case FieldClass.HealthCheck: HealthCheck ??= field; break;
            case FieldClass.Image: Image ??= field; break;
            case FieldClass.Revision: Revision = true; break;
            case FieldClass.Pods: Pods = true; break;
            case FieldClass.Existence: Existence = true; break;
            default: Unclassified ??= field; break;
        }
    }

    /// <summary>
    /// Fields that the kind's own effect stands for. A rollback restores a pod template: what is in a template goes
    /// with it, what is not (replicas, strategy) is an effect of its own.
    /// </summary>
    private static bool BelongsTo(OperationKind kind, FieldClass group) => kind switch
    {
        OperationKind.Rollback => group is FieldClass.Revision or FieldClass.Template or FieldClass.Image
            or FieldClass.Resource or FieldClass.HealthCheck,
        OperationKind.RestartPods => group is FieldClass.Pods,
        OperationKind.DeleteDeployment or OperationKind.DeleteService or OperationKind.DeletePersistentVolume =>
            group is FieldClass.Existence or FieldClass.Name,
        OperationKind.ModifySecret or OperationKind.ChangeNetworkPolicy => group is FieldClass.Name,
        _ => false,
    };
}
