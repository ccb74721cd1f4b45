using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Governance;

/// <summary>
/// Ends what time or the world has ended: requests not decided in time, approvals not used in time, requests about
/// something that has moved. Reads stored times only, so that it does not matter who was running when. Approves
/// nothing, ever.
/// </summary>
/// <param name="afresh">
/// Set where <paramref name="repository"/> may be a pass old: a request is ended over files only when they say the same
/// read anew, for it may have been made by files saved since.
/// </param>
public sealed class SweepApprovals(
    IApprovalStore approvals, IBlueprintRepository repository, IAuditLog audit, TimeProvider time,
    IBlueprintRepository? afresh = null)
{
    /// <summary>Requests looked at in one sweep; the next takes the rest.</summary>
    private const int Looked = 200;

    /// <summary>Sweeps once; gives the requests that ended.</summary>
    /// <param name="observation">What was just seen of one service, if anything was.</param>
    /// <param name="actor">Who sweeps, for the record.</param>
    public IReadOnlyList<ApprovalRequest> Execute(Observation? observation, Principal actor)
    {
        var now = time.GetUtcNow();
        var ended = new List<ApprovalRequest>();
        RepositorySnapshot? snapshot = null;
        RepositorySnapshot? confirmed = null;
        foreach (var request in approvals.List(ApprovalState.Pending, null, Looked))
        {
            var why = observation is null ? null : ApprovalSupersession.ByObject(request, observation);
            if (request.AutoRejectOnTimeout && ApprovalTimer.IsOver(approvals, request, now))
                End(request, ApprovalState.Expired, $"Not decided before {request.DueAt:u}.", actor, now, ended);
            else if ((why ?? ByFiles(request)) is { } moved)
                End(request, ApprovalState.Superseded, moved, actor, now, ended);
        }

        foreach (var request in approvals.List(ApprovalState.Approved, null, Looked))
            if (request.DecidedAt is { } at && now >= at + Permit.Lifetime)
                End(request, ApprovalState.Expired, "Approved, and not executed within ten minutes.", actor, now,
                    ended);
        return ended;

        string? ByFiles(ApprovalRequest request)
        {
            var moved = ApprovalSupersession.ByFiles(request, snapshot ??= repository.Read());
            return moved is null || afresh is null
                ? moved
                : ApprovalSupersession.ByFiles(request, confirmed ??= afresh.Read());
        }
    }

    private void End(
        ApprovalRequest request, ApprovalState state, string why, Principal actor, DateTimeOffset now,
        List<ApprovalRequest> ended)
    {
        var changed = request with { State = state, DecisionNote = why, DecidedAt = request.DecidedAt ?? now };
        audit.Append(ApprovalEvents.Moved(changed, request.State, actor, now));
        if (approvals.TryTransition(changed, request.State)) ended.Add(changed);
    }
}
