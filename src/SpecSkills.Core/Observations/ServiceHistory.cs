using System.Collections.ObjectModel;

namespace SpecSkills.Core.Observations;

/// <summary>What this workspace remembers of a service: cooldown, breaker, operations, own restarts.</summary>
public sealed record ServiceHistory
{
    /// <summary>A service nothing is remembered of.</summary>
    public static readonly ServiceHistory Empty = new();

    /// <summary>End of the last action, from which the cooldown counts.</summary>
    public DateTimeOffset? LastActionCompletedAt { get; init; }

    /// <summary>An operation was executed and is not verified yet.</summary>
    public bool OperationInFlight { get; init; }

    /// <summary>Failed operations in a row.</summary>
    public int ConsecutiveFailures { get; init; }

    /// <summary>The service's breaker is open.</summary>
    public bool BreakerOpen { get; init; }

    /// <summary>The breaker over all services is open.</summary>
    public bool GlobalBreakerOpen { get; init; }

    /// <summary>A person's freeze or a freeze window holds.</summary>
    public bool Frozen { get; init; }

    /// <summary>The freeze on the whole workspace; null when there is none.</summary>
    public WorkspaceFreeze? Freeze { get; init; }

    /// <summary>Cpu pressures of the last <c>scale_down_stabilization</c>, percent.</summary>
    public IReadOnlyList<decimal> CpuWindowPercent { get; init; } = [];

    /// <summary>The samples cover the whole window.</summary>
    public bool CpuWindowComplete { get; init; }

    /// <summary>Own evictions, newest last.</summary>
    public IReadOnlyList<RestartAttempt> RestartAttempts { get; init; } = [];

    /// <summary>Operations executed in the last hour, over all services.</summary>
    public IReadOnlyList<PastOperation> Operations { get; init; } = [];

    /// <summary>Services with an operation under way.</summary>
    public IReadOnlyList<string> ServicesInChange { get; init; } = [];

    /// <summary>Services in failure recovery.</summary>
    public IReadOnlyList<string> ServicesInRecovery { get; init; } = [];

    /// <summary>
    /// Fields this workspace set under the blueprint now in force, by its own receipts, with the values it set them to.
    /// Names as in an operation's before and after, values canonical.
    /// </summary>
    public IReadOnlyDictionary<string, string> OwnValues { get; init; } =
        ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Metric samples taken before this instant say nothing about the present state.</summary>
    public DateTimeOffset? SamplesAfter { get; init; }
}

/// <summary>One own eviction of a revision's pod.</summary>
public sealed record RestartAttempt(string Revision, DateTimeOffset At);

/// <summary>One executed operation.</summary>
public sealed record PastOperation(string Service, DateTimeOffset At);
