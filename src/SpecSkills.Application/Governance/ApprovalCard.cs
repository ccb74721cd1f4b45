using SpecSkills.Application.Documents;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Governance;

/// <summary>
/// A request as a person gets to see it, made from the operation itself and never from what its requester says of it.
/// Every text is cleaned: nothing in it can redraw a terminal.
/// </summary>
/// <param name="TargetName">What the person types to approve.</param>
/// <param name="Where">Cluster and namespace.</param>
/// <param name="BlastRadius">What else is touched.</param>
/// <param name="RequestersWords">The requester's own reason, shown apart; null when none was given.</param>
/// <param name="Instead">What would need no approval; null when nothing would.</param>
public sealed record ApprovalCard(
    string Id,
    string Service,
    string TargetName,
    string Where,
    string Kind,
    IReadOnlyList<ApprovalChange> Changes,
    string Rule,
    string Explanation,
    string BlastRadius,
    string Requester,
    string? RequestersWords,
    string? Instead,
    string State,
    DateTimeOffset RequestedAt,
    DateTimeOffset DueAt,
    bool IsOverdue,
    bool TwoPerson,
    IReadOnlyList<string> ApprovedBy)
{
    /// <summary>The approver types a code that was sent off this machine.</summary>
    public bool CodeDemanded { get; init; }

    /// <summary>Where it is announced; empty when nowhere.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The outcomes of announcing it, oldest first.</summary>
    public IReadOnlyList<ChannelNotice> Notices { get; init; } = [];

    /// <summary>
    /// True when it should have been announced and no channel has taken it: people may not know that it waits.
    /// </summary>
    public bool IsUntold => Channels.Count > 0 && Notices.All(one => one.Status != NoticeStatus.Delivered);

    /// <summary>Values longer than this are shown cut: a digest is recognised by less.</summary>
    private const int ValueLimit = 120;

    /// <summary>The card of a request at a moment.</summary>
    public static ApprovalCard Of(ApprovalRequest request, DateTimeOffset now)
    {
        var operation = request.Operation;
        var fields = operation.Before.Names.Union(operation.After.Names).Order(StringComparer.Ordinal);
        return new ApprovalCard(
            request.Id, Shown(operation.Service), Shown(operation.Target.Name),
            $"cluster {Shown(operation.Target.Cluster)}, namespace {Shown(operation.Target.Namespace)}",
            WireWord.Of(operation.Kind),
            [.. fields.Select(field => new ApprovalChange(
                Shown(field), Shown(operation.Before[field] ?? "(not set)"),
                Shown(operation.After[field] ?? "(removed)")))],
            request.Verdict.Rule, UntrustedText.Clean(request.Verdict.Explanation), Radius(request),
            request.Requester.Name,
            request.Reason is null ? null : UntrustedText.Clean(request.Reason), Compliant(request.Verdict.Alternative),
            WireWord.Of(request.State), request.RequestedAt, request.DueAt,
            request.State == ApprovalState.Pending && now >= request.DueAt, request.TwoPerson,
            [.. request.ApprovedBy.Select(person => person.Name)])
        {
            CodeDemanded = request.Code is not null,
            Channels = request.Channels,
            Notices = request.Notices,
        };
    }

    private static string Radius(ApprovalRequest request)
    {
        var operation = request.Operation;
        var pods = operation.Kind switch
        {
            OperationKind.Scale =>
                $"{operation.Before["replicas"] ?? "?"} -> {operation.After["replicas"] ?? "?"} pods; " +
                "running pods are not replaced",
            OperationKind.RestartPods => "the named pods are evicted and replaced",
            OperationKind.UpdateStrategy =>
                "no pod is replaced now; the next rollout follows the new rules",
            OperationKind.AdjustResources or OperationKind.UpdateHealthChecks
                or OperationKind.SetImage or OperationKind.Rollback =>
                "every pod is replaced by a rollout",
            _ => "the object itself; this program never executes it",
        };
        return $"one service, {UntrustedText.Clean(operation.Service, ValueLimit)}: {pods}. Effects: " +
            $"{string.Join(", ", request.Verdict.Effects)}.";
    }

    private static string? Compliant(AlternativeOperation? alternative) => alternative is null
        ? null
        : $"{WireWord.Of(alternative.Parameters.Kind)} " +
            $"{OperationWriter.Parameters(alternative.Parameters).ToJsonString()}: " +
            alternative.Why;

    private static string Shown(string text) => UntrustedText.Clean(text, ValueLimit);
}

/// <summary>One field before and after.</summary>
public sealed record ApprovalChange(string Field, string Before, string After);
