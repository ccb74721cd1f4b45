using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Verification;

/// <summary>Whether another writer has changed what an operation set.</summary>
public static class OperationSupersession
{
    /// <summary>
    /// True when the observation shows another object, or another value in a field the operation set. An eviction sets
    /// nothing that could be changed, and a restored revision gets a number of its own.
    /// </summary>
    public static bool IsSeen(Operation operation, Observation observation)
    {
        if (observation.Deployment.Uid is { } uid && uid != operation.Target.Uid) return true;
        return operation.Kind is not (OperationKind.RestartPods or OperationKind.Rollback)
            && ObservedFields.Of(operation.Parameters, observation)
                .Any(field => operation.After[field.Key] is { } set && set != field.Value);
    }
}
