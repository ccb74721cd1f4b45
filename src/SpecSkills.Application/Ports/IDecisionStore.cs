using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Ports;

/// <summary>Decisions this workspace has made, for the steps that come after them.</summary>
public interface IDecisionStore
{
    /// <summary>Keeps a decision. Its id is new.</summary>
    void Save(StoredDecision decision);

    /// <summary>The decision with this id, or null.</summary>
    StoredDecision? Find(string decisionId);
}

/// <summary>A decision with the observation it was made from and who asked for it.</summary>
/// <param name="Reason">The requester's own words for an explicit wish; untrusted.</param>
public sealed record StoredDecision(
    string Id, Decision Decision, Observation Observation, Principal Principal, DateTimeOffset At, string? Reason);
