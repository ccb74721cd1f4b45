using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Governance;

/// <summary>Opens approval requests. A person's answer goes to <see cref="DecideApproval"/>.</summary>
/// <param name="notifier">Who tells people; null while a simulated hour is played, of which no person is told.</param>
public sealed class OpenApproval(
    IApprovalStore approvals, ICallerMemory callers, IAuditLog audit, IIdSource ids, TimeProvider time,
    INotifier? notifier)
{
    /// <summary>
    /// Used when neither blueprint nor policy has a workflow: no person can approve, and the request says so.
    /// </summary>
    private static readonly ApprovalWorkflow NoWorkflow = new([], TimeSpan.FromHours(1), true, [], false);

    private readonly CallerLimits limits = new(approvals, callers);

    /// <summary>The blocked verdict for a caller that is paused; null for one that is not.</summary>
    public Verdict? Paused(Operation operation, Principal requester) =>
        limits.PausedUntil(requester, time.GetUtcNow()) is { } until
            ? Paused(operation, $"{CallerLimits.BlockedLimit} requests of {requester} were blocked in " +
                $"{DurationText.Format(CallerLimits.BlockedWindow)}; it is paused. Look at why they were blocked " +
                "before asking again.", until)
            : null;

    /// <summary>Counts a blocked verdict against its caller: ten in ten minutes pause it.</summary>
    public void CountBlocked(Verdict verdict, Principal requester)
    {
        // A pause must not prolong itself.
        if (verdict.Rule != RuleNames.Paused) limits.CountBlocked(requester, time.GetUtcNow());
    }

    /// <summary>
    /// The request an operation would open, or the pending one for the same operation. Nothing is kept yet: the verdict
    /// that names the request goes on record before a person can approve it.
    /// </summary>
    public ApprovalOpening Prepare(
        StoredDecision decision, Operation operation, Verdict verdict, Blueprint blueprint, GovernancePolicy policy,
        Principal requester)
    {
        if (verdict.Status != VerdictStatus.RequiresApproval || verdict.OperationId != operation.Id)
            throw new ArgumentException("Only an operation whose verdict asks for approval opens a request.",
                nameof(verdict));
        if (approvals.FindPending(operation.Id) is { } pending) return new ApprovalOpening(pending, null);
        var now = time.GetUtcNow();
        if (limits.RefusesRequest(requester, now) is var (why, until))
            return new ApprovalOpening(null, Paused(operation, why, until));
        var workflow = blueprint.Governance?.ApprovalWorkflow ?? policy.ApprovalWorkflow ?? NoWorkflow;
        // Where the policy wants two persons, a blueprint cannot make it one.
        var twoPerson = workflow.TwoPerson || policy.ApprovalWorkflow is { TwoPerson: true };
        var reason = decision.Reason is null ? null : UntrustedText.Clean(decision.Reason);
        // The same for channels: a blueprint may add one, and removes none.
        var channels = workflow.NotificationChannels
            .Union(policy.ApprovalWorkflow?.NotificationChannels ?? [], StringComparer.Ordinal).ToArray();
        var id = ids.Next("a");
        var code = notifier is not null && channels.Any(notifier.LeavesMachine)
            ? OffMachineCode.Make(id, operation.Id)
            : default((string Code, KeptCode Kept)?);
        var request = new ApprovalRequest(
            id, operation, decision.Id, verdict, policy.Digest, requester, reason, workflow.Approvers, now,
            now + workflow.Timeout, workflow.AutoRejectOnTimeout, twoPerson, ApprovalState.Pending, [], null, null,
            null, null)
        {
            Channels = channels,
            Code = code?.Kept,
        };
        return new ApprovalOpening(request, null)
        {
            IsNew = true,
            Wording = notifier is null || channels.Length == 0
                ? null
                : place => ApprovalNotices.Requested(request, code?.Code, place, now),
        };
    }

    /// <summary>
    /// Opens a prepared request, its record flushed before it, and gives what people are to be told. A pending one is
    /// open already.
    /// </summary>
    public ApprovalOpening Open(ApprovalOpening prepared)
    {
        if (prepared is not { IsNew: true, Request: { } request }) return prepared;
        var place = audit.Append(ApprovalEvents.Moved(request, null, request.Requester, request.RequestedAt));
        approvals.Open(request);
        return prepared with { Notice = prepared.Wording?.Invoke(place) };
    }

    /// <summary>
    /// Tells people of a request just opened. A failure does not withdraw the request; the outcome is on
    /// record and on the request that is returned.
    /// </summary>
    public async Task<ApprovalRequest> AnnounceAsync(
        ApprovalRequest request, Notice notice, CancellationToken cancellation) => notifier is null
        ? request
        : await new AnnounceApproval(approvals, notifier, audit, time)
            .ExecuteAsync(request, notice, request.Requester, cancellation);

    private static Verdict Paused(Operation operation, string why, DateTimeOffset? until) => new(
        VerdictStatus.Blocked, RuleNames.Paused, [], operation.Id, RuleNames.Paused,
        $"Blocked by {RuleNames.Paused}. {why}",
        null, until);
}

/// <summary>A request, or why none was opened.</summary>
/// <param name="Request">Null when the caller has too many open, or is paused.</param>
/// <param name="Refusal">A blocked verdict that says when to come back.</param>
public sealed record ApprovalOpening(ApprovalRequest? Request, Verdict? Refusal)
{
    /// <summary>False for a request that was pending before.</summary>
    public bool IsNew { get; init; }

    /// <summary>
    /// Words the notice, once the request has its place in the record; null where no person is told. It knows the code
    /// in clear, which no text of this opening may show.
    /// </summary>
    public Func<AuditPlace, Notice>? Wording { get; init; }

    /// <summary>What people are told; null where no person is told, and where they were told before.</summary>
    public Notice? Notice { get; init; }
}
