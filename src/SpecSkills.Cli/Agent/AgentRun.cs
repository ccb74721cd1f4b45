using Serilog;
using SpecSkills.Application.Agent;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Cli.Agent;

/// <summary>
/// The unattended agent on the machine's clock: settles what was left, then looks at each service at its interval,
/// sooner while an operation of it is being verified, and at once when a blueprint is saved.
/// </summary>
internal sealed class AgentRun(
    ConnectedWorkspace connected, IReadOnlyList<string> services, TimeSpan interval, AgentLines lines, ILogger log)
{
    /// <summary>How often an operation in progress is checked. Its verification says when it is due.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, DateTimeOffset> looked = new(StringComparer.Ordinal);

    private DateOnly? pruned;

    private SkillSet Skills => connected.Skills;

    /// <summary>
    /// Runs until cancelled. A tick that has begun is finished; the next start verifies what it executed.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var saved = new BlueprintWatcher(connected.Open.Workspace.Root, connected.Open.Time);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                PruneDaily();
                if (looked.Count == 0 || saved.TakeChange())
                {
                    await connected.SettleAsync(cancellation);
                    looked.Clear();
                }

                await PassAsync(cancellation);
            }
            catch (Exception unavailable) when (unavailable is AuditUnavailableException or StateUnavailableException)
            {
                // Without record or state nothing may change. The agent tries again at the next interval.
                log.Error("{Reason}", unavailable.Message);
                await saved.WaitAsync(interval, cancellation);
                continue;
            }

            await saved.WaitAsync(Beat, cancellation);
        }
    }

    /// <summary>
    /// Once a day and at the start: pruning needs no person, because it deletes only what the policy allows.
    /// </summary>
    private void PruneDaily()
    {
        var today = DateOnly.FromDateTime(connected.Open.Time.GetUtcNow().UtcDateTime);
        if (today == pruned) return;
        pruned = today;
        switch (connected.Open.Prune.Execute(Principal.AgentLoop))
        {
            case PruneResult.Pruned gone:
                log.Information(
                    "{Days} days of records were past their retention and are deleted", gone.Segments.Count);
                break;
            case PruneResult.Broken { Fault: var fault }:
                log.Error(
                    "The record is broken at {Sequence} ({Segment} line {Line}), so nothing of it is pruned. "
                    + "'specskills audit verify' says more.", fault.Sequence, fault.Segment, fault.Line);
                break;
            case PruneResult.Undecided { Why: var why }:
                log.Warning("Nothing of the record is pruned: {Reason}.", why);
                break;
        }
    }

    private async Task PassAsync(CancellationToken cancellation)
    {
        var now = connected.Open.Time.GetUtcNow();
        var turns = new List<(string Service, bool IsBusy)>();
        var isSwept = false;
        foreach (var service in Skills.Loop.Order())
        {
            if (services.Count > 0 && !services.Contains(service)) continue;
            var isBusy = Skills.Services.Journal.FindUnfinished(service) is not null;
            if (!isBusy && looked.TryGetValue(service, out var at) && now - at < interval) continue;
            turns.Add((service, isBusy));
        }

        for (var i = 0; i < turns.Count; i++)
        {
            var (service, isBusy) = turns[i];
            if (!isBusy)
            {
                looked[service] = now;
                // Once a pass: each tick sweeps for itself, and this is for those that are not due.
                if (!isSwept) connected.Sweep.Execute(null, Principal.AgentLoop);
                isSwept = true;
            }

            Skills.Loop.LookAhead(turns.Skip(i).Select(turn => turn.Service), cancellation);
            if (await Skills.Loop.TickAsync(service, cancellation) is { } result) lines.Tell(result);
        }
    }
}
