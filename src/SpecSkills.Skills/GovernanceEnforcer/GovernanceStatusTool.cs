using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.Application.Agent;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Skills.DecisionEngine;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>Approvals, breakers, operations under way. A lookup only: it does not decide.</summary>
public sealed class GovernanceStatusTool(ToolBackend backend) : SkillTool
{
    public override string Name => "governance_status";

    public override string Title => "See approvals and breakers";

    public override string Description =>
        "How one approval request stands, or for one or all services: pending approvals, breakers, operations not " +
        "verified yet, level of assurance. After an approval the answer holds the permit_id to use. Decides " +
        "nothing.";

    public override ToolEffect Effect => ToolEffect.ReadOnly;

    public override IReadOnlyList<ToolArgument> Arguments { get; } =
    [
        new("approval_id", "string", false, "Id of a request, from governance_check"),
        Kit.Arguments.OptionalService,
    ];

    public override string ResultProperties =>
        """
        "approval":{"type":"object"},"services":{"type":"array"},"breakers":{"type":"array"},
        "assurance_level":{"type":"string"},"frozen":{"type":"boolean"}
        """;

    public override async Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellation)
    {
        var skills = await backend.SkillsAsync(cancellation);
        if (call.Text("approval_id") is { } id) return Approval(skills, id);
        var standings = skills.Status.Execute(call.Text("service"));
        if (standings.Count == 0 && call.Text("service") is { } service)
            return ServiceAnswers.Unknown(
                service, [.. backend.Blueprints.Read().Services.Select(entry => entry.Service)]);
        return All(skills, standings);
    }

    private static ToolAnswer Approval(SkillSet skills, string id)
    {
        var now = skills.Services.Now;
        if (skills.Services.Approvals.Find(id) is not { } kept)
            return ToolAnswer.Mistake(
                "There is no approval request with that id.", "governance_status lists pending ones.");
        // The request may be overdue although no sweep has run since.
        var request = ApprovalTimer.AsOf(skills.Services.Approvals, kept, now);
        var overdue = ApprovalCard.Of(request, now).IsOverdue;
        return ToolAnswer.Of(
            $"{request.Verdict.Operation} of {request.Operation.Service} is {WireWord.Of(request.State)}" +
            (overdue ? ", overdue." : "."),
            request.State switch
            {
                ApprovalState.Approved => $"Call execution_apply with permit_id {request.PermitId}.",
                ApprovalState.Pending => "A person decides in their terminal. Do not ask in a loop.",
                ApprovalState.Rejected => "A person rejected it. Do not ask again unless they want you to.",
                _ => "Decide again if it is still wanted.",
            },
            new JsonObject { ["approval"] = Brief(request) });
    }

    private ToolAnswer All(SkillSet skills, IReadOnlyList<ServiceStanding> standings)
    {
        var breakers = skills.Services.Memory.Breakers().Where(breaker => breaker.Open).ToArray();
        var pending = standings.Sum(standing => standing.Pending.Count);
        var freeze = new ResumeWorkspace(skills.Services).Standing();
        return ToolAnswer.Of(
            $"{pending} approvals pending, {breakers.Length} breakers open.",
            freeze is not null ? freeze.Describe() : breakers.Length > 0
                ? "Only a person closes a breaker: ./specskills breaker reset."
                : "Go on with decision_evaluate.",
            new JsonObject
            {
                ["assurance_level"] = backend.Assurance().Level,
                ["frozen"] = freeze is not null,
                ["breakers"] = new JsonArray([.. breakers.Select(Brief)]),
                ["services"] = new JsonArray(
                [
                    .. standings.Select(standing => new JsonObject
                    {
                        ["service"] = standing.Blueprint.Service,
                        ["pending_approvals"] = new JsonArray([.. standing.Pending.Select(Brief)]),
                        ["unverified_operation"] = standing.Unfinished?.Operation.Id,
                    }),
                ]),
            });
    }

    private static JsonObject Brief(ApprovalRequest request) => new()
    {
        ["approval_id"] = request.Id,
        ["state"] = WireWord.Of(request.State),
        ["service"] = request.Operation.Service,
        ["operation"] = request.Verdict.Operation,
        ["operation_id"] = request.Operation.Id,
        ["rule"] = request.Verdict.Rule,
        ["requested_at"] = Time(request.RequestedAt),
        ["due_at"] = Time(request.DueAt),
        ["permit_id"] = request.State == ApprovalState.Approved ? request.PermitId : null,
    };

    private static JsonObject Brief(BreakerStatus breaker) => new()
    {
        ["service"] = breaker.Service,
        ["consecutive_failures"] = breaker.ConsecutiveFailures,
        ["why"] = breaker.Why,
    };

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
