using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Governance;

/// <summary>What saying yes to a request takes beside the typed name.</summary>
/// <param name="Code">The code that was sent off this machine.</param>
/// <param name="Signature">A signature by the person's key.</param>
/// <param name="Notices">Where the request was announced, and what came of it.</param>
public sealed record ApprovalDemand(bool Code, bool Signature, IReadOnlyList<ChannelNotice> Notices);
