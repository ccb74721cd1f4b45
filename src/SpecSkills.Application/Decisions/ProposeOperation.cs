using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Decisions;

/// <summary>Turns an explicit wish into a plan for the service as it is now. Executes nothing.</summary>
public sealed class ProposeOperation(PipelineServices services)
{
    /// <summary>Plans what was asked for; whether it may happen is governance's question.</summary>
    /// <param name="reason">The requester's own words; untrusted, kept cleaned and capped.</param>
    public async Task<DecideResult> ExecuteAsync(
        string service, OperationParameters parameters, Principal principal, string? reason,
        CancellationToken cancellation)
    {
        var (sight, failure) =
            await ServiceSight.LookAsync(services, service, principal, remember: false, cancellation);
        if (sight is null) return failure!;
        if (!sight.Entry.IsValid) return new DecideResult.Unreadable(
            sight.Entry.Service, sight.Entry.File, sight.Entry.Findings);
        var plan = OperationPlanner.Plan(parameters, sight.Observation, sight.Blueprint, OperationOrigin.Request);
        if (plan is not PlanResult.Planned planned)
            return new DecideResult.Unplannable(sight.Entry.Service, ((PlanResult.Refused)plan).Diagnostics);
        var now = services.Now;
        var decision = RequestedDecision.Of(planned.Operation, sight.Observation, principal.Name);
        var words = reason is null ? null : UntrustedText.Clean(reason);
        var stored = new StoredDecision(services.Ids.Next("d"), decision, sight.Observation, principal, now, words);
        services.Decisions.Save(stored);
        services.Audit.Append(AuditEvents.Decided(stored.Id, decision, sight.PolicyDigest, principal, now));
        return new DecideResult.Decided(stored);
    }
}
