using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Governance;

/// <summary>Whether a request still asks about the world as it is.</summary>
internal static class ApprovalSupersession
{
    /// <summary>Why policy or blueprint are no longer those of the request; null when they are.</summary>
    public static string? ByFiles(ApprovalRequest request, RepositorySnapshot snapshot)
    {
        if (snapshot.Policy?.Digest != request.PolicyDigest)
            return "The governance policy has changed since the request; decide again.";
        return snapshot.Find(request.Operation.Service)?.Blueprint?.Digest != request.Operation.Blueprint.Digest
            ? "The blueprint has changed since the request; decide again."
            : null;
    }

    /// <summary>
    /// Why the object is no longer the one the request was planned for; null when it is, or was not seen.
    /// </summary>
    public static string? ByObject(ApprovalRequest request, Observation observation)
    {
        var (operation, deployment) = (request.Operation, observation.Deployment);
        if (observation.Service != operation.Service) return null;
        if (deployment.Uid is { } uid && uid != operation.Target.Uid)
            return "The Deployment is another one of the same name; decide again.";
        foreach (var (field, value) in ObservedFields.Of(operation.Parameters, observation))
            if (operation.Before[field] != value)
                return $"{field} has changed since the request; decide again.";
        return null;
    }
}
