using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;

namespace SpecSkills.Application.Execution;

/// <summary>
/// The one place from which a cluster is written to. It reads the object, has the plan admitted against what it read,
/// has the intent put on record, sends - and, when the server says the object has moved on, reads it again.
/// </summary>
public sealed class WriteGate(PipelineServices services, IClusterWriter writer)
{
    /// <summary>
    /// Times a plan is sent again after a conflict. Status writes move an object's version all the time during a
    /// rollout; more conflicts than this mean that another writer is active.
    /// </summary>
    public const int MaximumResends = 3;

    /// <summary>
    /// Longer than one request may take with its timeout: while it holds, no other process settles this execution.
    /// </summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly RecordedGrounds grounds = new(services.Records);

    /// <summary>
    /// Sends the operation of a permit that <paramref name="admit"/> admits, if the audit record confirms it.
    /// </summary>
    internal async Task<GateResult> SendAsync(
        Permit permit, string owner, bool dryRun, Func<FreshFacts, Admission> admit,
        Func<AdmittedPlan, int, bool> intend) => grounds.RefuseUse(permit, dryRun, services.Now) is { } why
            ? Unrecorded(why)
            : !dryRun && Stopped(permit) is { } stopped
            ? new GateResult.Refused(stopped)
            : await SendAsync(permit.Id, owner, permit.Operation, admit, intend);

    /// <summary>Sends the rollback of a permit's operation, if the record says that the operation was sent.</summary>
    internal async Task<GateResult> UndoAsync(
        Permit permit, string owner, Operation compensation, Func<FreshFacts, Admission> admit,
        Func<AdmittedPlan, int, bool> intend) => grounds.RefuseCompensation(permit) is { } why
            ? Unrecorded(why)
            : await SendAsync(permit.Id, owner, compensation, admit, intend);

    /// <param name="permitId">The execution this is part of.</param>
    /// <param name="owner">Who holds the lease on it.</param>
    /// <param name="admit">The enforcement point, asked anew for every reading.</param>
    /// <param name="intend">Puts the intent on record durably before each send; false stops it.</param>
    private async Task<GateResult> SendAsync(
        string permitId, string owner, Operation operation, Func<FreshFacts, Admission> admit,
        Func<AdmittedPlan, int, bool> intend)
    {
        for (var attempt = 1; ; attempt++)
        {
            // From here on the caller cannot cancel: a caller that gives up must not leave a write half known.
            var reading = await services.Observer.ReadFactsAsync(operation, CancellationToken.None);
            if (reading is not ClusterReading<FreshFacts>.Read read)
            {
                var failed = (ClusterReading<FreshFacts>.Failed)reading;
                return new GateResult.Unread(failed.Failure, failed.Message);
            }

            var admission = admit(read.Value);
            if (admission is not Admission.Admitted admitted)
                return new GateResult.Refused((Admission.Refused)admission);
            if (!admitted.Plan.DryRun && !services.Journal.TryLease(permitId, owner, services.Now, Lease))
                return Lost();
            if (!intend(admitted.Plan, attempt)) return Lost();
            // The only use of the write port: build/BannedSymbols.WritePort.txt bans it everywhere, and this line is
            // the exception.
#pragma warning disable RS0030
            var receipt = await writer.ExecuteAsync(admitted.Plan, CancellationToken.None);
#pragma warning restore RS0030
            if (receipt.Status != ReceiptStatus.Conflict || attempt > MaximumResends)
                return new GateResult.Sent(receipt);
        }
    }

    /// <summary>A stop in the record holds, even when the state says otherwise.</summary>
    private Admission.Refused? Stopped(Permit permit) =>
        grounds.RefuseFrozen(services.Now) is { } frozen
            ? new Admission.Refused(Core.Governance.RuleNames.Freeze, frozen, Conflict: false)
            : grounds.RefuseStopped(permit.Operation.Service) is { } open
                ? new Admission.Refused(Core.Governance.RuleNames.Breaker, open, Conflict: false)
                : null;

    private static GateResult.Refused Unrecorded(string why) => new(new Admission.Refused(
        Core.Governance.RuleNames.NoRecord, why, Conflict: false));

    private static GateResult.Refused Lost() => new(new Admission.Refused(
        Core.Governance.RuleNames.OperationInFlight,
        "Another process has taken over this execution meanwhile; nothing was sent from here.", Conflict: true));
}

/// <summary>What the write gate did with a plan.</summary>
internal abstract record GateResult
{
    private GateResult()
    {
    }

    /// <summary>It was sent, with this answer.</summary>
    public sealed record Sent(Receipt Receipt) : GateResult;

    /// <summary>It was not: what the gate saw does not admit it.</summary>
    public sealed record Refused(Admission.Refused Admission) : GateResult;

    /// <summary>It was not: the object could not be read.</summary>
    public sealed record Unread(ClusterFailure Failure, string Message) : GateResult;
}
