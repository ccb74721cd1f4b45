using SpecSkills.Core.Governance;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>The result of sending a code and asking for it in one sitting.</summary>
/// <param name="Passed">It was typed, or none is demanded: no channel that leaves this machine is set up.</param>
/// <param name="Demanded">A code was demanded; belongs on record with the decision.</param>
/// <param name="Notices">The result for each channel; belongs on record too.</param>
public sealed record CodeSitting(bool Passed, bool Demanded, IReadOnlyList<ChannelNotice> Notices);
