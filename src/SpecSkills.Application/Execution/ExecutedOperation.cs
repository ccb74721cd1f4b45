using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Verification;

namespace SpecSkills.Application.Execution;

/// <summary>
/// What follows from a write that happened, whether its answer came or was read off the cluster later.
/// </summary>
internal sealed class ExecutedOperation(PipelineServices services)
{
    /// <summary>
    /// Moves the execution to its verification and remembers that it happened; false when another process did.
    /// </summary>
    public bool Begin(OperationEntry entry, Permit permit, Receipt receipt)
    {
        var now = services.Now;
        var state = VerificationState.FromJson(entry.VerificationState);
        var verifying = entry with
        {
            Stage = OperationStage.Verifying,
            ExecutedAt = now,
            Receipt = receipt,
            VerificationState = state is null ? null : (state with { ExecutedAt = now }).ToJson(),
        };
        if (!services.Journal.TryAdvance(verifying, OperationStage.Intended)) return false;
        var service = entry.Operation.Service;
        services.Memory.OperationExecuted(service, now);
        if (entry.Operation.Parameters is OperationParameters.RestartPods restart)
            services.Memory.Restarted(service, entry.Before?.Deployment.Revision ?? "", restart.Pods.Count, now);
        if (permit.ApprovalId is not null && entry.Operation.Kind == OperationKind.AdjustResources)
            services.Memory.Approve(service, Approved(entry), now);
        return true;
    }

    /// <summary>
    /// What a person approved becomes the reference of the 10-percent boundary; everything else keeps its own.
    /// </summary>
    private static ApprovedValues Approved(OperationEntry entry)
    {
        var before = entry.Before?.Approved;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in before?.Values ?? new Dictionary<string, string>()) values[name] = value;
        foreach (var (name, value) in entry.Operation.After) values[name] = value;
        return new ApprovedValues(before?.Version ?? entry.Operation.Blueprint.Version, values);
    }
}
