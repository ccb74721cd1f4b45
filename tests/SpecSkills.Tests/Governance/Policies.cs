using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;

namespace SpecSkills.Tests.Governance;

/// <summary>Global policies for tests.</summary>
internal static class Policies
{
    public static GovernancePolicy With(
        AgentAuthority authority, PolicyLimits limits, IReadOnlyList<FreezeWindow> freezes,
        IReadOnlyList<ApproverGroup>? groups = null) => new(
        authority, limits, groups ?? [new ApproverGroup("devops-team", [new Approver("person:local", null)])], null,
        freezes,
        TimeSpan.FromDays(90), null, "sha256:policy");
}
