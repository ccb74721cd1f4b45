using SpecSkills.Core.Governance;

namespace SpecSkills.Core.Audit;

/// <summary>Every kind of record there is.</summary>
public static class RecordKinds
{
    /// <summary>Their names, those that belong together side by side.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        AuditKinds.Decision, AuditKinds.Governance, AuditKinds.Intent, AuditKinds.Outcome, AuditKinds.Verification,
        AuditKinds.Rollback, AuditKinds.Closed, AuditKinds.BreakerOpened, AuditKinds.BreakerReset, AuditKinds.Drift,
        ApprovalEvents.Requested, ApprovalEvents.Seconded, ApprovalEvents.NotifiedKind,
        ApprovalEvents.AnnouncedAgainKind, ApprovalEvents.CodeRefusedKind,
        .. Enum.GetValues<ApprovalState>().Where(state => state != ApprovalState.Pending)
            .Select(ApprovalEvents.KindOf),
        PolicyEvents.AnnouncesKind, PolicyEvents.NotifiedKind,
        PolicyEvents.Accepted, PolicyEvents.Asked, PolicyEvents.FirstSeen, PolicyEvents.Carried, PolicyEvents.Waits,
        PolicyEvents.InForce, PolicyEvents.Refused, PolicyEvents.Frozen, PolicyEvents.Resumed,
        AuditKinds.Checkpoint, AuditKinds.Recovered, AuditKinds.Pruned,
    ];
}
