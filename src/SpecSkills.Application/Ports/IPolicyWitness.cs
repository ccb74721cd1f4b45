using SpecSkills.Core.Governance.Locks;

namespace SpecSkills.Application.Ports;

/// <summary>Whether the audit record confirms that a person of this workspace accepted a lock.</summary>
public interface IPolicyWitness
{
    /// <summary>Why the lock must not be used, or null when it may.</summary>
    string? Refuses(PolicyLockReading present);

    /// <summary>Puts on record what began to wait or came into force unaccepted, once each.</summary>
    void Tell(PolicyStanding standing);
}
