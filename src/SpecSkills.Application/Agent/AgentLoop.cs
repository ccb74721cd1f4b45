using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Agent;

/// <summary>
/// The unattended agent, one tick at a time. A tick never waits: a host calls it on its own clock, real or simulated,
/// and is free in between.
/// </summary>
public sealed class AgentLoop(PipelineServices services, SightOfPass sight, ReconcileService reconcile)
{
    /// <summary>
    /// A block is asked about again after 30 s, then after twice as long each time: what blocks is mostly another
    /// operation's verification, and ten blocked requests in ten minutes would pause the agent itself.
    /// </summary>
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, DateTimeOffset> due = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTimeOffset Until, TimeSpan Patience)> blocked =
        new(StringComparer.Ordinal);

    /// <summary>
    /// One pass over one service. Null when its unfinished operation need not be looked at yet, or when it was blocked
    /// so recently that asking again would only be the same question.
    /// </summary>
    public async Task<ReconcileResult?> TickAsync(string service, CancellationToken cancellation)
    {
        if (blocked.TryGetValue(service, out var block) && services.Now < block.Until) return null;
        if (services.Journal.FindUnfinished(service) is { } unfinished
            && due.TryGetValue(unfinished.PermitId, out var at) && services.Now < at)
            return null;
        sight.Take(service);
        var result = await reconcile.ExecuteAsync(service, Principal.AgentLoop, dryRun: false, cancellation);
        Heed(service, result.Governed as GovernResult.Blocked);
        switch (result.Unfinished)
        {
            case AdvanceResult.Waiting waiting:
                due[waiting.Entry.PermitId] = waiting.Until;
                break;
            case AdvanceResult.Closed closed:
                due.Remove(closed.Entry.PermitId);
                break;
        }

        return result;
    }

    /// <summary>
    /// Observes the next services while others decide. A host on the machine's clock calls it before each tick with the
    /// turns to come; a simulated host does not, so that a seed gives the same requests in the same order.
    /// </summary>
    public void LookAhead(IEnumerable<string> next, CancellationToken cancellation) => sight.LookAhead(
        next,
        service => !(blocked.TryGetValue(service, out var block) && services.Now < block.Until)
            && services.Journal.FindUnfinished(service) is null,
        cancellation);

    private void Heed(string service, GovernResult.Blocked? answer)
    {
        if (answer is null)
        {
            blocked.Remove(service);
            return;
        }

        var patience = blocked.TryGetValue(service, out var before) ? before.Patience * 2 : FirstPatience;
        if (patience > LongestPatience) patience = LongestPatience;
        var until = services.Now + patience;
        if (answer.Verdict.RetryAt is { } retry && retry > until) until = retry;
        blocked[service] = (until, patience);
    }

    /// <summary>One pass over all services, one after another, in <see cref="Order"/>.</summary>
    public async Task<IReadOnlyList<ReconcileResult>> TickAllAsync(CancellationToken cancellation)
    {
        var results = new List<ReconcileResult>();
        foreach (var service in Order())
            if (await TickAsync(service, cancellation) is { } result)
                results.Add(result);
        return results;
    }

    /// <summary>
    /// Who goes first where all else is equal (the hourly limit, the number of services in change): performance before
    /// balanced before cost, then by name. A pass begins here: everything is read anew, once for all its services.
    /// </summary>
    public IReadOnlyList<string> Order() =>
    [
        .. sight.Begin().Services
            .OrderBy(entry => entry.Blueprint?.Cost?.Priority switch
            {
                OptimizationPriority.Performance => 0,
                OptimizationPriority.Cost => 2,
                _ => 1,
            })
            .ThenBy(entry => entry.Service, StringComparer.Ordinal)
            .Select(entry => entry.Service),
    ];
}
