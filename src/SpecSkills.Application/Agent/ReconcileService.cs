using SpecSkills.Application.Decisions;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Agent;

/// <summary>
/// The whole pipeline for one service, one pass: an unfinished operation is brought on, an approved one is executed,
/// else it observes, decides, asks governance and executes what is allowed. Level-based: repeated, it does what is due
/// now.
/// </summary>
/// <param name="sweeping">Ends requests first; null for one that goes by <paramref name="services"/>.</param>
public sealed class ReconcileService(
    PipelineServices services, ObserveAndDecide decide, RequestGovernance govern, ApplyPermit apply,
    AdvanceOperation advance, SweepApprovals? sweeping = null)
{
    /// <summary>Approved permits looked at per pass; a service has at most a handful.</summary>
    private const int ApprovedLimit = 20;

    private readonly SweepApprovals sweep = sweeping
        ?? new(services.Approvals, services.Blueprints, services.Audit, services.Time);

    /// <summary>One pass. A dry run decides and shows the verdict, and issues, opens and executes nothing.</summary>
    public async Task<ReconcileResult> ExecuteAsync(
        string service, Principal principal, bool dryRun, CancellationToken cancellation)
    {
        var name = services.Blueprints.Read().Find(service)?.Service ?? service;
        if (!dryRun && services.Journal.FindUnfinished(name) is { } unfinished)
            return Result(name) with { Unfinished = await advance.StepAsync(unfinished.PermitId, cancellation) };
        if (!dryRun) sweep.Execute(observation: null, principal);
        if (!dryRun && Approved(name) is { } permitId)
            return Result(name) with { Applied = await apply.ExecuteAsync(permitId, principal, false, cancellation) };
        var decided = await decide.ExecuteAsync(name, principal, cancellation);
        if (!dryRun && decided is DecideResult.Decided { Stored.Observation: var seen }) sweep.Execute(seen, principal);
        if (decided is not DecideResult.Decided { Stored: var stored } || stored.Decision.Operations.Count == 0)
            return Result(name) with { Decided = decided };
        if (dryRun)
            return Result(name) with { Decided = decided, Preview = await govern.PreviewAsync(stored, cancellation) };
        // Asking again for what already waits for a person would only lengthen the record.
        if (services.Approvals.FindPending(stored.Decision.Operations[0].Id) is { } pending)
            return Result(name) with
            {
                Decided = decided,
                Governed = new GovernResult.AwaitsApproval(pending.Operation, pending.Verdict, pending),
            };
        var governed = await govern.ExecuteAsync(stored.Id, principal, cancellation);
        if (governed is not GovernResult.Permitted { Permit: var permit })
            return Result(name) with { Decided = decided, Governed = governed };
        var applied = await apply.ExecuteAsync(permit.Id, principal, dryRun: false, cancellation);
        return Result(name) with { Decided = decided, Governed = governed, Applied = applied };
    }

    /// <summary>A permit that a person's approval gave and that is unused.</summary>
    private string? Approved(string service)
    {
        foreach (var request in services.Approvals.List(ApprovalState.Approved, service, ApprovedLimit))
        {
            if (request.PermitId is { } id && services.Permits.Find(id) is { ConsumedAt: null } status
                && services.Now < status.Permit.ExpiresAt && services.Journal.Find(id) is null)
                return id;
        }

        return null;
    }

    private static ReconcileResult Result(string service) => new(service, null, null, null, null, null);
}

/// <summary>How far one pass over a service came; what was not reached is null.</summary>
/// <param name="Unfinished">An earlier operation that was advanced instead of deciding anew.</param>
/// <param name="Preview">Of a dry run: the verdict governance would give.</param>
public sealed record ReconcileResult(
    string Service,
    AdvanceResult? Unfinished,
    DecideResult? Decided,
    GovernResult? Governed,
    ApplyResult? Applied,
    Verdict? Preview);
