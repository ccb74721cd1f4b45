using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Ports;

/// <summary>
/// What a workspace remembers of its services between observations; survives restarts, shared by processes.
/// </summary>
public interface IServiceMemory
{
    /// <summary>
    /// Adds one observation's samples (cpu pressure, per-pod usage, healthy revisions, restarts) to the memory,
    /// bounded.
    /// </summary>
    void Remember(Observation observation, DateTimeOffset now);

    /// <summary>
    /// The observation completed from memory: history, restart counts inside the window, usage percentiles, health of
    /// revisions.
    /// </summary>
    /// <param name="stabilization">Length of the cpu window, <c>spec.scaling.scale_down_stabilization</c>.</param>
    /// <param name="blueprintDigest">Blueprint in force: own values set under another one are not told.</param>
    Observation Complete(
        Observation observation, TimeSpan stabilization, DateTimeOffset now, string? blueprintDigest = null);

    /// <summary>Ends an action: restarts the cooldown.</summary>
    void ActionCompleted(string service, DateTimeOffset at);

    /// <summary>Counts an executed operation against the hourly limit.</summary>
    void OperationExecuted(string service, DateTimeOffset at);

    /// <summary>Records own evictions.</summary>
    void Restarted(string service, string revision, int pods, DateTimeOffset at);

    /// <summary>Counts a failed operation; true when this opened the service's breaker.</summary>
    bool CountFailure(string service, int threshold, bool openAtOnce, string why, DateTimeOffset at);

    /// <summary>A success ends the row of failures.</summary>
    void CountSuccess(string service);

    /// <summary>All breakers, the global one with service <c>*</c>.</summary>
    IReadOnlyList<BreakerStatus> Breakers();

    /// <summary>A person closes a breaker; false when it was not open.</summary>
    bool ResetBreaker(string service, Principal by, string reason, DateTimeOffset at);

    /// <summary>The freeze of the whole workspace that holds now, or null.</summary>
    WorkspaceFreeze? Freeze(DateTimeOffset now);

    /// <summary>Freezes the whole workspace, unless one that holds lasts longer; the one that holds then.</summary>
    WorkspaceFreeze Freeze(WorkspaceFreeze freeze, DateTimeOffset now);

    /// <summary>A person lifts the freeze; false when there was none.</summary>
    bool Resume(Principal by);

    /// <summary>Marks a service as being in failure recovery, or no longer.</summary>
    void InRecovery(string service, bool recovering, DateTimeOffset at);

    /// <summary>
    /// Last action per field, last accepted approval of values: the reference of the 10-percent boundary.
    /// </summary>
    void Approve(string service, ApprovedValues values, DateTimeOffset at);

    /// <summary>Forgets them: the blueprint as accepted last is the reference again.</summary>
    void ForgetApproved(string service);
}

/// <summary>One breaker.</summary>
public sealed record BreakerStatus(
    string Service, bool Open, int ConsecutiveFailures, string? Why, DateTimeOffset? OpenedAt);
