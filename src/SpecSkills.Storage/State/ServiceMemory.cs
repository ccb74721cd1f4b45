using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;

namespace SpecSkills.Storage.State;

/// <summary>The workspace's memory in the state database.</summary>
public sealed class ServiceMemory(StateDatabase database) : IServiceMemory
{
    /// <inheritdoc/>
    public void Remember(Observation observation, DateTimeOffset now) => database.WriteUnflushed(session =>
    {
        StateClock.Advance(session, now);
        SampleTables.Remember(session, observation, now);
    });

    /// <inheritdoc/>
    public Observation Complete(
        Observation observation, TimeSpan stabilization, DateTimeOffset now, string? blueprintDigest = null)
    {
        var service = observation.Service;
        var completed = database.Read(session =>
        {
            var healthy = SampleTables.HealthyRevisions(session, service);
            return observation with
            {
                Containers =
                    [.. observation.Containers.Select(each => SampleTables.WithUsage(session, service, each, now))],
                Pods = [.. observation.Pods.Select(pod => SampleTables.WithRestarts(session, service, pod, now))],
                Revisions = [.. observation.Revisions.Select(each =>
                    each.WasHealthy is null && healthy.Contains(each.Revision) ? each with { WasHealthy = true }
                        : each)],
                Approved = HistoryTables.Approved(session, service) ?? observation.Approved,
                History = History(session, service, stabilization, now, blueprintDigest),
            };
        });
        // Reading takes no write lock; only a clock gone back needs one, to anchor the cooldown anew.
        if (completed.History.LastActionCompletedAt > now)
            database.Write(session => HistoryTables.Anchor(session, service, now));
        return completed;
    }

    /// <inheritdoc/>
    public void ActionCompleted(string service, DateTimeOffset at) =>
        database.Write(session => HistoryTables.ActionCompleted(session, service, at));

    /// <inheritdoc/>
    public void OperationExecuted(string service, DateTimeOffset at) =>
        database.Write(session => HistoryTables.OperationExecuted(session, service, at));

    /// <inheritdoc/>
    public void Restarted(string service, string revision, int pods, DateTimeOffset at) =>
        database.Write(session => HistoryTables.Restarted(session, service, revision, pods, at));

    /// <inheritdoc/>
    public bool CountFailure(string service, int threshold, bool openAtOnce, string why, DateTimeOffset at) =>
        database.Write(session => BreakerTable.CountFailure(session, service, threshold, openAtOnce, why, at));

    /// <inheritdoc/>
    public void CountSuccess(string service) =>
        database.Write(session => { BreakerTable.CountSuccess(session, service); });

    /// <inheritdoc/>
    public IReadOnlyList<BreakerStatus> Breakers() => database.Read(BreakerTable.All);

    /// <inheritdoc/>
    public bool ResetBreaker(string service, Principal by, string reason, DateTimeOffset at)
    {
        if (!by.IsPerson) throw new ArgumentException($"Only a person resets a breaker, not {by}.", nameof(by));
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return database.Write(session => BreakerTable.Reset(session, service));
    }

    /// <inheritdoc/>
    public void InRecovery(string service, bool recovering, DateTimeOffset at) =>
        database.Write(session => HistoryTables.InRecovery(session, service, recovering, at));

    /// <inheritdoc/>
    public void Approve(string service, ApprovedValues values, DateTimeOffset at) =>
        database.Write(session => HistoryTables.Approve(session, service, values, at));

    /// <inheritdoc/>
    public void ForgetApproved(string service) =>
        database.Write(session => { session.Execute("DELETE FROM approved_values WHERE service = $1", service); });

    /// <inheritdoc/>
    public WorkspaceFreeze? Freeze(DateTimeOffset now) => database.Read(session => FreezeTable.Of(session, now));

    /// <inheritdoc/>
    public WorkspaceFreeze Freeze(WorkspaceFreeze freeze, DateTimeOffset now) =>
        database.Write(session => FreezeTable.Lengthen(session, freeze, now));

    /// <inheritdoc/>
    public bool Resume(Principal by)
    {
        if (!by.IsPerson) throw new ArgumentException($"Only a person lifts a freeze, not {by}.", nameof(by));
        return database.Write(FreezeTable.Lift);
    }

    private static ServiceHistory History(
        StateSession session, string service, TimeSpan stabilization, DateTimeOffset now, string? blueprintDigest)
    {
        var breaker = BreakerTable.Of(session, service);
        var (percents, complete) = SampleTables.CpuWindow(session, service, stabilization, now);
        var inChange = HistoryTables.InChange(session);
        return new ServiceHistory
        {
            LastActionCompletedAt = HistoryTables.LastAction(session, service, now),
            OperationInFlight = inChange.Contains(service),
            ConsecutiveFailures = breaker.ConsecutiveFailures,
            BreakerOpen = breaker.Open,
            Freeze = FreezeTable.Of(session, now),
            GlobalBreakerOpen = BreakerTable.Of(session, BreakerTable.Global).Open,
            CpuWindowPercent = percents,
            CpuWindowComplete = complete,
            RestartAttempts = HistoryTables.Evictions(session, service, now),
            Operations = HistoryTables.Operations(session, service, now),
            ServicesInChange = inChange,
            ServicesInRecovery = HistoryTables.Recovering(session, now),
            SamplesAfter = HistoryTables.LastExecuted(session, service),
            OwnValues = HistoryTables.OwnValues(session, service, blueprintDigest),
        };
    }
}
