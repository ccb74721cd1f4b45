using SpecSkills.Core.Execution;

namespace SpecSkills.Application.Ports;

/// <summary>Permits and their single use, shared by every process of a workspace.</summary>
public interface IPermitStore
{
    /// <summary>Keeps a new permit.</summary>
    void Issue(Permit permit);

    /// <summary>The permit with this id, or null.</summary>
    PermitStatus? Find(string permitId);

    /// <summary>
    /// Consumes a permit in one guarded update: true for exactly one caller among any number of processes, and never
    /// for an expired, revoked or consumed one.
    /// </summary>
    bool TryConsume(string permitId, DateTimeOffset now);

    /// <summary>Claims the one compensation of a consumed permit: true for exactly one caller.</summary>
    bool TryClaimCompensation(string permitId, DateTimeOffset now);
}

/// <summary>A permit and what became of it.</summary>
public sealed record PermitStatus(Permit Permit, DateTimeOffset? ConsumedAt, DateTimeOffset? CompensatedAt);
