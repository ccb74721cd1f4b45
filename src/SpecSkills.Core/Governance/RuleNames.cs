namespace SpecSkills.Core.Governance;

/// <summary>The words a verdict's rule can be besides the path of a list entry.</summary>
public static class RuleNames
{
    /// <summary>No list names the effect: a person decides.</summary>
    public const string Unlisted = "unlisted";

    /// <summary>No such operation, or one that could not be evaluated.</summary>
    public const string UnknownOperation = "unknown_operation";

    /// <summary>The service's breaker or the one over all services is open.</summary>
    public const string Breaker = "breaker";

    /// <summary>A person's freeze or a freeze window.</summary>
    public const string Freeze = "freeze";

    /// <summary>A person paused the Deployment, or the caller asks too much.</summary>
    public const string Paused = "paused";

    /// <summary>An operation of the service is executed and not verified.</summary>
    public const string OperationInFlight = "operation_in_flight";

    /// <summary>An autoscaler owns what would be changed.</summary>
    public const string ExternalOwner = "external_owner";

    /// <summary>Scaling waits for the end of its cooldown.</summary>
    public const string Cooldown = "cooldown";

    /// <summary>The plan does not fit what was seen, or nothing fresh was seen.</summary>
    public const string StaleObservation = "stale_observation";

    /// <summary>Not confirmed by the audit record: no verdict or approval is on record for the permit.</summary>
    public const string NoRecord = "no_record";

    /// <summary>
    /// The lock of accepted blueprints and policy is missing, unreadable or not confirmed by the audit record.
    /// </summary>
    public const string PolicyLock = "policy_lock";

    /// <summary>The hourly number of operations is used up.</summary>
    public const string OperationsPerHour = "limits.operations_per_hour";

    /// <summary>Enough services are being changed already.</summary>
    public const string ServicesAtOnce = "limits.services_at_once";

    /// <summary>More replicas than any service may have.</summary>
    public const string MaxReplicas = "limits.max_replicas";

    /// <summary>More cpu than any container may have.</summary>
    public const string MaxCpu = "limits.max_cpu";

    /// <summary>More memory than any container may have.</summary>
    public const string MaxMemory = "limits.max_memory";

    /// <summary>The blueprint's field that allows recovery to go back.</summary>
    public const string RollbackOnFailure = "spec.reliability.rollback_on_failure";
}
