using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Pipeline;

/// <summary>Turns an explicit wish into a plan for the service as it is now. Executes nothing.</summary>
public sealed class ProposeOperation(PipelineServices services)
{
    /// <summary>Plans what was asked for; whether it may happen is governance's question.</summary>
    /// <param name="reason">The requester's own words; untrusted, kept cleaned and capped.</param>
    public async Task<DecideResult> ExecuteAsync(
        string service, OperationParameters parameters, Principal principal, string? reason, CancellationToken cancellation)
    {
        var (sight, failure) = await ServiceSight.LookAsync(services, service, principal, remember: false, cancellation);
        if (sight is null) return failure!;
        if (!sight.Entry.IsValid) return new DecideResult.Unreadable(sight.Entry.Service, sight.Entry.File, sight.Entry.Findings);
        var plan = OperationPlanner.Plan(parameters, sight.Observation, sight.Blueprint, OperationOrigin.Request);
        if (plan is not PlanResult.Planned planned)
            return new DecideResult.Unplannable(sight.Entry.Service, ((PlanResult.Refused)plan).Diagnostics);
        var now = services.Now;
        var decision = Decide(planned.Operation, sight, principal);
        var words = reason is null ? null : UntrustedText.Clean(reason);
        var stored = new StoredDecision(services.Ids.Next("d"), decision, sight.Observation, principal, now, words);
        services.Decisions.Save(stored);
        services.Audit.Append(AuditEvents.Decided(stored.Id, decision, sight.PolicyDigest, principal, now));
        return new DecideResult.Decided(stored);
    }

    private static Decision Decide(Operation operation, ServiceSight sight, Principal principal)
    {
        var after = operation.After.Select(field =>
            int.TryParse(field.Value, out var count) ? StateValue.Of(field.Key, count) : new StateValue(field.Key, field.Value));
        var before = operation.Before.Select(field =>
            int.TryParse(field.Value, out var count) ? StateValue.Of(field.Key, count) : new StateValue(field.Key, field.Value));
        var shown = string.Join(", ", operation.After.Select(field =>
            $"{field.Key} {operation.Before[field.Key] ?? "unset"} -> {field.Value}"));
        return new Decision(
            operation.Service, operation.Blueprint, Type(operation), "requested", [.. before], [.. after],
            $"Asked for by {principal}: {shown}. The engine did not decide this; governance judges it by its effect.",
            ["spec.governance.agent_authority"], [operation],
            [new ConsideredRule("request", "chosen", "An explicit wish.")]);
    }

    private static DecisionType Type(Operation operation) => operation.Parameters switch
    {
        OperationParameters.Scale when Smaller(operation) => DecisionType.ScaleDown,
        OperationParameters.Scale => DecisionType.ScaleUp,
        OperationParameters.AdjustResources => DecisionType.AdjustResources,
        OperationParameters.RestartPods => DecisionType.RestartPods,
        OperationParameters.Rollback => DecisionType.Rollback,
        _ => DecisionType.UpdateDeployment,
    };

    private static bool Smaller(Operation operation) =>
        int.TryParse(operation.Before["replicas"], out var from) && int.TryParse(operation.After["replicas"], out var to)
        && to < from;
}
