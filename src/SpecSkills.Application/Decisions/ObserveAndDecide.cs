using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Decisions;

/// <summary>Observes a service, lets the engine decide, keeps the decision and puts it on record.</summary>
public sealed class ObserveAndDecide(PipelineServices services)
{
    /// <summary>Decides for one service now.</summary>
    public async Task<DecideResult> ExecuteAsync(string service, Principal principal, CancellationToken cancellation)
    {
        var (sight, failure) = await ServiceSight.LookAsync(services, service, principal, remember: true, cancellation);
        if (sight is null) return failure!;
        var now = services.Now;
        var decision = DecisionEngine.Decide(
            new DecisionInput(sight.Blueprint, sight.Entry.Findings, sight.Observation, now));
        services.Memory.InRecovery(decision.Service, IsRecovery(decision), now);
        var stored =
            new StoredDecision(services.Ids.Next("d"), decision, sight.Observation, principal, now, Reason: null);
        services.Decisions.Save(stored);
        if (NewDrift(decision) is { } difference)
            services.Audit.Append(
                AuditEvents.Drifted(stored.Id, decision, difference, sight.PolicyDigest, principal, now));
        if (BelongsOnRecord(decision, sight))
            services.Audit.Append(AuditEvents.Decided(stored.Id, decision, sight.PolicyDigest, principal, now));
        return new DecideResult.Decided(stored);
    }

    /// <summary>
    /// The difference that was decided about, unless the service's last decision on record was about the same: looked
    /// at every few seconds, a drift is one event and not thousands.
    /// </summary>
    private Operation? NewDrift(Decision decision)
    {
        if (decision.Operations is not [{ Origin: OperationOrigin.BlueprintChange } difference, ..]) return null;
        var last = services.Records.Query(
            new AuditQuery(decision.Service, Kind: AuditKinds.Decision, Limit: 1)).Records;
        var isKnown = last is [var one] && one.Record["operation_ids"] is JsonArray known
            && known.Any(id => (string?)id == difference.Id);
        return isKnown ? null : difference;
    }

    /// <summary><c>log_all_decisions: false</c> leaves out plain holds, and nothing else.</summary>
    private static bool BelongsOnRecord(Decision decision, ServiceSight sight)
    {
        var audit = sight.Blueprint.Governance?.Audit ?? sight.Snapshot.Policy?.Audit;
        return audit?.LogAllDecisions != false || decision.Type != DecisionType.Hold || decision.Alert;
    }

    /// <summary>A pod restart or a rollback under way makes other services' failures look systemic.</summary>
    private static bool IsRecovery(Decision decision) =>
        decision.Operations.Any(operation => operation.Origin == OperationOrigin.Recovery);
}
