namespace SpecSkills.Core.Blueprints;

/// <summary>What the agent may do to this service by itself, what needs a person, what never happens.</summary>
public sealed record GovernanceSection(
    AgentAuthority AgentAuthority,
    ApprovalWorkflow? ApprovalWorkflow,
    AuditPolicy? Audit,
    IReadOnlyList<FreezeWindow> FreezeWindows);

/// <summary>
/// Three lists of operation names, in the file's order: the index is part of the rule a verdict cites.
/// </summary>
public sealed record AgentAuthority(
    IReadOnlyList<string> AllowedOperations,
    IReadOnlyList<string> RequiresApproval,
    IReadOnlyList<string> ForbiddenOperations);

/// <summary>Who decides what needs a person, and what silence means (never "yes").</summary>
public sealed record ApprovalWorkflow(
    IReadOnlyList<string> Approvers,
    TimeSpan Timeout,
    bool AutoRejectOnTimeout,
    IReadOnlyList<string> NotificationChannels,
    bool TwoPerson);

/// <summary>What is recorded, where, and how long it stays.</summary>
public sealed record AuditPolicy(
    bool LogAllDecisions, bool LogAllOperations, TimeSpan RetentionPeriod, string LogFormat, string LogDestination);

/// <summary>
/// No autonomous change from each time <paramref name="Cron"/> fires until <paramref name="Duration"/> later.
/// </summary>
/// <param name="Cron">Five fields: minute, hour, day of month, month, day of week.</param>
/// <param name="Duration">How long a window lasts.</param>
/// <param name="TimeZone">IANA zone the cron fields are in.</param>
/// <param name="Operations">Operation names it stops; empty stops all.</param>
public sealed record FreezeWindow(string Cron, TimeSpan Duration, string TimeZone, IReadOnlyList<string> Operations);
