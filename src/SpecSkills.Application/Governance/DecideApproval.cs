using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Governance;

/// <summary>
/// A person's decision on a request. Every transition is on record before it happens, and happens once: the person who
/// comes second is told what the first decided.
/// </summary>
public sealed class DecideApproval(
    IApprovalStore approvals, IPermitStore permits, IBlueprintRepository repository, IAuditLog audit, IIdSource ids,
    TimeProvider time, ISignatureCheck signatures)
{
    /// <summary>What approving a request needs, so that a terminal asks for that and no more.</summary>
    /// <returns>Null when the request is unknown.</returns>
    public ApprovalDemand? Demand(string approvalId, Principal by)
    {
        if (approvals.Find(approvalId) is not { } request) return null;
        var key = repository.Read().Policy?.KeyOf(by.Name);
        return new ApprovalDemand(request.Code is not null, key is not null, request.Notices);
    }

    /// <summary>
    /// Why a person cannot approve, so that a terminal asks for nothing in vain; null when they can.
    /// A request that is over, or about something else by now, ends here.
    /// </summary>
    public ApprovalOutcome? Hindrance(string approvalId, Principal by) => approvals.Find(approvalId) is { } request
        ? Hindrance(request, by, repository.Read(), time.GetUtcNow())
        : new ApprovalOutcome.Unknown(approvalId);

    /// <summary>One person approves.</summary>
    /// <param name="by">Who sits at the terminal; a named person proves it by a signature.</param>
    /// <param name="confirmation">What the person typed: the target's name, <see
    /// cref="ApprovalCard.TargetName"/>.</param>
    /// <param name="note">The person's words for the record.</param>
    /// <param name="shown">Code and signature, where the request demands them.</param>
    public ApprovalOutcome Approve(
        string approvalId, Principal by, string confirmation, string? note, PersonsProof? shown = null)
    {
        if (approvals.Find(approvalId) is not { } request) return new ApprovalOutcome.Unknown(approvalId);
        var now = time.GetUtcNow();
        var snapshot = repository.Read();
        if (Hindrance(request, by, snapshot, now) is { } hindered) return hindered;
        var policy = snapshot.Policy!;
        if (confirmation != request.Operation.Target.Name)
            return new ApprovalOutcome.Refused(
                $"The typed name is not the target's name. Type {request.Operation.Target.Name} to approve.");
        var key = policy.KeyOf(by.Name);
        if (RefuseSignature(request, by, key, shown?.Signature) is { } unsigned)
            return new ApprovalOutcome.Refused(unsigned);
        if (RefuseCode(request, by, shown?.Code, now) is { } wrong) return wrong;
        var proof = new ApprovalProof(
            request.Code?.Digest, key, key is null ? null : Unarmoured(shown!.Signature!),
            ApproverRule.Lender(request, by, policy, now));
        var approvedBy = request.ApprovedBy.Append(by).ToArray();
        return request.TwoPerson && approvedBy.Length < 2
            ? First(request with { ApprovedBy = approvedBy }, by, proof, now)
            : Yes(request with { ApprovedBy = approvedBy }, by, proof, note, now);
    }

    /// <summary>One person rejects.</summary>
    public ApprovalOutcome Reject(string approvalId, Principal by, string? note)
    {
        if (approvals.Find(approvalId) is not { } request) return new ApprovalOutcome.Unknown(approvalId);
        var now = time.GetUtcNow();
        if (NoLongerPending(request, by, now) is { } ended) return ended;
        if (repository.Read().Policy is not { } policy)
            return new ApprovalOutcome.Refused("The global policy cannot be read, so the right to reject cannot be " +
                "checked.");
        if (ApproverRule.MayNotDecide(request, by, policy, now) is { } refusal)
            return new ApprovalOutcome.Refused(refusal);
        return End(
            request, ApprovalState.Rejected, by, UntrustedText.Clean(note), now,
            (one, place) => new ApprovalOutcome.Ended(one, place));
    }

    /// <summary>Its requester withdraws it.</summary>
    public ApprovalOutcome Cancel(string approvalId, Principal by)
    {
        if (approvals.Find(approvalId) is not { } request) return new ApprovalOutcome.Unknown(approvalId);
        var now = time.GetUtcNow();
        if (NoLongerPending(request, by, now) is { } ended) return ended;
        if (by != request.Requester)
            return new ApprovalOutcome.Refused($"Only the requester, {request.Requester}, can withdraw the request.");
        return End(
            request, ApprovalState.Cancelled, by, null, now, (one, place) => new ApprovalOutcome.Ended(one, place));
    }

    private ApprovalOutcome? Hindrance(
        ApprovalRequest request, Principal by, RepositorySnapshot snapshot, DateTimeOffset now)
    {
        if (NoLongerPending(request, by, now) is { } ended) return ended;
        if (snapshot.Policy is not { } policy)
            return new ApprovalOutcome.Refused("The global policy cannot be read, so the right to approve cannot " +
                "be checked.");
        if (ApproverRule.Refuses(request, by, policy, now) is { } refusal) return new ApprovalOutcome.Refused(refusal);
        return ApprovalSupersession.ByFiles(request, snapshot) is { } moved
            ? End(
                request, ApprovalState.Superseded, by, moved, now,
                (one, _) => new ApprovalOutcome.NotPending(one, moved))
            : null;
    }

    private ApprovalOutcome.NotPending? NoLongerPending(ApprovalRequest request, Principal by, DateTimeOffset now)
    {
        if (request.State != ApprovalState.Pending)
            return new ApprovalOutcome.NotPending(request, $"The request is {WireWord.Of(request.State)} already.");
        if (!request.AutoRejectOnTimeout || !ApprovalTimer.IsOver(approvals, request, now)) return null;
        // A late decision is refused even before a sweep has marked the request as expired.
        End(request, ApprovalState.Expired, by, null, now, (one, place) => new ApprovalOutcome.Ended(one, place));
        return new ApprovalOutcome.NotPending(
            approvals.Find(request.Id) ?? request,
            $"The request was not decided before {request.DueAt:u}; it is expired.");
    }

    private string? RefuseSignature(ApprovalRequest request, Principal by, string? key, string? signature)
    {
        if (key is null) return null;
        if (string.IsNullOrWhiteSpace(signature))
            return $"The policy holds a key for {by}: this person must sign the approval, and no signature was given.";
        return signatures.Refuses(by.Name, key, SigningDocument.Of(request, by), signature);
    }

    /// <summary>
    /// A try is taken before the code is looked at, in one step: however many processes guess, they share five.
    /// </summary>
    private ApprovalOutcome? RefuseCode(ApprovalRequest request, Principal by, string? typed, DateTimeOffset now)
    {
        if (request.Code is null) return null;
        if (string.IsNullOrWhiteSpace(typed))
            return new ApprovalOutcome.Refused(
                "A code was sent through the notification channel, but no code was typed. " +
                $"'specskills approvals notify {request.Id}' sends a new one.");
        var tried = approvals.Amend(request.Id, one => one is { State: ApprovalState.Pending, Code.TriesLeft: > 0 }
            ? one with { Code = one.Code with { TriesLeft = one.Code.TriesLeft - 1 } }
            : null);
        if (tried?.Code is { } kept)
        {
            if (OffMachineCode.Fits(kept, request.Id, request.Operation.Id, typed)) return null;
            audit.Append(ApprovalEvents.CodeRefused(request, kept.TriesLeft, by, now));
            if (kept.TriesLeft > 0)
                return new ApprovalOutcome.Refused(
                    $"The code is not the one sent; {kept.TriesLeft} of {OffMachineCode.Tries} tries are left.");
        }

        var why = $"{OffMachineCode.Tries} codes were typed, all of them wrong.";
        return End(
            request, ApprovalState.Cancelled, by, why, now,
            (one, place) => new ApprovalOutcome.NotPending(one, why) { Head = place });
    }

    /// <summary>The base64 between the armour's lines, for the record.</summary>
    private static string Unarmoured(string signature) => string.Concat(
        signature.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '-'));

    private ApprovalOutcome First(ApprovalRequest request, Principal by, ApprovalProof proof, DateTimeOffset now)
    {
        var place = audit.Append(ApprovalEvents.Moved(request, ApprovalState.Pending, by, now, proof));
        return approvals.TryTransition(request, ApprovalState.Pending)
            ? new ApprovalOutcome.NeedsSecondPerson(request, place)
            : Overtaken(request);
    }

    private ApprovalOutcome Yes(
        ApprovalRequest request, Principal by, ApprovalProof proof, string? note, DateTimeOffset now)
    {
        var permit = new Permit(
            ids.Next("p"), request.Operation, request.DecisionId, request.PolicyDigest, request.Verdict, request.Id,
            request.Requester, now, now + Permit.Lifetime);
        var approved = request with
        {
            State = ApprovalState.Approved,
            DecidedBy = by,
            DecidedAt = now,
            DecisionNote = note is null ? null : UntrustedText.Clean(note),
            PermitId = permit.Id,
        };
        var place = audit.Append(ApprovalEvents.Moved(approved, ApprovalState.Pending, by, now, proof));
        if (!approvals.TryTransition(approved, ApprovalState.Pending)) return Overtaken(request);
        // Killed between these two lines, the approval has no permit: it expires unused, which is the safe side.
        permits.Issue(permit);
        return new ApprovalOutcome.Approved(approved, permit, place);
    }

    private ApprovalOutcome End(
        ApprovalRequest request, ApprovalState state, Principal by, string? note, DateTimeOffset now,
        Func<ApprovalRequest, AuditPlace, ApprovalOutcome> outcome)
    {
        var ended = request with
        {
            State = state,
            DecidedBy = state == ApprovalState.Rejected ? by : null,
            DecidedAt = now,
            DecisionNote = string.IsNullOrEmpty(note) ? null : note,
        };
        var place = audit.Append(ApprovalEvents.Moved(ended, ApprovalState.Pending, by, now));
        return approvals.TryTransition(ended, ApprovalState.Pending) ? outcome(ended, place) : Overtaken(request);
    }

    private ApprovalOutcome.NotPending Overtaken(ApprovalRequest request)
    {
        var now = approvals.Find(request.Id) ?? request;
        return new ApprovalOutcome.NotPending(
            now, $"It was decided meanwhile: the request is {WireWord.Of(now.State)}.");
    }
}

/// <summary>What approving a request needs besides the typed name.</summary>
/// <param name="Code">The code that was sent off this machine.</param>
/// <param name="Signature">A signature by the person's key.</param>
/// <param name="Notices">Where the request was announced, and the outcomes.</param>
public sealed record ApprovalDemand(bool Code, bool Signature, IReadOnlyList<ChannelNotice> Notices);

/// <summary>What a person shows besides the typed name, where more is demanded.</summary>
/// <param name="Code">The digits as typed.</param>
/// <param name="Signature">The armoured signature over <see cref="SigningDocument"/>.</param>
public sealed record PersonsProof(string? Code, string? Signature)
{
    /// <summary>Nothing but the name.</summary>
    public static readonly PersonsProof None = new(null, null);
}
