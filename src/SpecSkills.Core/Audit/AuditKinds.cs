namespace SpecSkills.Core.Audit;

/// <summary>
/// The kinds of record this program writes. Approval and policy kinds are named by those who write them.
/// </summary>
public static class AuditKinds
{
    /// <summary>What the engine decided.</summary>
    public const string Decision = "decision";

    /// <summary>What governance answered to one operation.</summary>
    public const string Governance = "governance";

    /// <summary>Flushed before a write is sent.</summary>
    public const string Intent = "operation.intent";

    /// <summary>The outcome of the write.</summary>
    public const string Outcome = "operation.outcome";

    /// <summary>Whether the operation did what the blueprint wants.</summary>
    public const string Verification = "verification";

    /// <summary>The outcome of undoing it.</summary>
    public const string Rollback = "rollback";

    /// <summary>All stages of a finished operation in one, in the specification's shape.</summary>
    public const string Closed = "operation.closed";

    /// <summary>A breaker stopped a service, or all.</summary>
    public const string BreakerOpened = "breaker.opened";

    /// <summary>A person closed a breaker.</summary>
    public const string BreakerReset = "breaker.reset";

    /// <summary>First line of every segment but the first: what the segment before it held.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>A torn last line was found and set aside.</summary>
    public const string Recovered = "recovered";

    /// <summary>Retention is about to delete whole segments; flushed before it does.</summary>
    public const string Pruned = "pruned";

    /// <summary>A Deployment differs from its blueprint; once for each difference, when it is first seen.</summary>
    public const string Drift = "drift";
}
