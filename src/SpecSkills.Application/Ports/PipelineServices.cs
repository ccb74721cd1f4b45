using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Ports;

/// <summary>
/// Everything the use cases need of the outside, wired once by a host. The write side of the cluster is not in it: who
/// only reads and decides cannot write.
/// </summary>
/// <param name="Owner">Name of this process for leases, different in every process and every start.</param>
public sealed record PipelineServices(
    IBlueprintRepository Blueprints,
    IClusterObserver Observer,
    IDecisionStore Decisions,
    IPermitStore Permits,
    IApprovalStore Approvals,
    IOperationJournal Journal,
    IServiceMemory Memory,
    IAuditLog Audit,
    IAuditReader Records,
    IIdSource Ids,
    TimeProvider Time,
    string Owner)
{
    private static long leases;

    /// <summary>The time now.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>A name to lease under: no two steps share one, in this process or another.</summary>
    internal string NewLeaseOwner() => $"{Owner}/{Interlocked.Increment(ref leases)}";

    /// <summary>Observes a service and completes what was seen from memory.</summary>
    /// <param name="policy">Whose freeze windows hold; without one nothing is allowed anyway.</param>
    /// <param name="remember">Add the samples to the memory: once per decision, not per look.</param>
    internal async Task<ClusterReading<Observation>> ObserveAsync(
        Blueprint blueprint, GovernancePolicy? policy, bool remember, CancellationToken cancellation)
    {
        var reading = await Observer.ObserveAsync(blueprint, cancellation);
        if (reading is not ClusterReading<Observation>.Read read) return reading;
        var now = Now;
        if (remember) Memory.Remember(read.Value, now);
        return new ClusterReading<Observation>.Read(Complete(read.Value, blueprint, policy, now));
    }

    /// <summary>What was seen, with what memory and calendar add to it.</summary>
    /// <param name="policy">Whose freeze windows hold; without one nothing is allowed anyway.</param>
    public Observation Complete(Observation seen, Blueprint blueprint, GovernancePolicy? policy, DateTimeOffset now)
    {
        var completed = Memory.Complete(seen, blueprint.Scaling.ScaleDownStabilization, now, blueprint.Digest);
        var frozen = completed.History.Freeze is not null
            || (policy is not null && FreezeCalendar.IsFrozen(blueprint, policy, now));
        return completed with { History = completed.History with { Frozen = frozen } };
    }

    /// <summary>
    /// The block of a workspace whose lock is missing, unreadable or not confirmed by the audit record; null where it
    /// is sound.
    /// </summary>
    internal static Verdict? Unlocked(RepositorySnapshot snapshot, Core.Decisions.Operation operation) =>
        snapshot.Standing.Problem is not { } problem ? null : new Verdict(
            VerdictStatus.Blocked, RuleNames.PolicyLock, [], operation.Id, RuleNames.PolicyLock,
            $"Blocked by {RuleNames.PolicyLock}: {problem.Message}. {problem.Help}.", null);

    /// <summary>
    /// The verdict of policy and blueprint in force on an operation; a policy that cannot be read blocks.
    /// </summary>
    internal static Verdict Judge(
        Core.Decisions.Operation operation, Blueprint blueprint, GovernancePolicy? policy, Observation? observation,
        bool proposalOnly, bool atUse, DateTimeOffset now) =>
        policy is null
            ? new Verdict(
                VerdictStatus.Blocked, RuleNames.UnknownOperation, [], operation.Id, RuleNames.UnknownOperation,
                "The global policy cannot be read, so nothing is allowed. 'specskills validate' says what is wrong.",
                null)
            : PolicyDecisionPoint.Evaluate(new VerdictRequest(operation, blueprint, policy, observation, now)
            {
                ProposalOnly = proposalOnly,
                AtUse = atUse,
            });
}
