using SpecSkills.Core.Governance.Locks;

namespace SpecSkills.Application.Ports;

/// <summary>Whether the record bears out that a person of this workspace accepted a lock.</summary>
public interface IPolicyWitness
{
    /// <summary>Why the lock must not be gone by, or null when it may.</summary>
    string? Refuses(PolicyLockReading present);

    /// <summary>Puts on record what began to wait or came into force unaccepted, once each.</summary>
    void Tell(PolicyStanding standing);
}
