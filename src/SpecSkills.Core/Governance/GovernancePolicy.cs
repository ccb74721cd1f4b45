using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>The global policy that binds every blueprint; <see cref="Digest"/> is the SHA-256 of the file's raw bytes.</summary>
public sealed record GovernancePolicy(
    AgentAuthority AgentAuthority,
    PolicyLimits Limits,
    IReadOnlyList<ApproverGroup> Groups,
    ApprovalWorkflow? ApprovalWorkflow,
    IReadOnlyList<FreezeWindow> FreezeWindows,
    TimeSpan ReviewInterval,
    AuditPolicy? Audit,
    string Digest);

/// <summary>Absolute bounds; null is no bound.</summary>
public sealed record PolicyLimits(
    int? OperationsPerHour,
    int? ServicesAtOnce,
    int BreakerThreshold,
    int? MaxReplicas,
    CpuQuantity? MaxCpu,
    ByteQuantity? MaxMemory);

/// <summary>Who stands behind a group name.</summary>
public sealed record ApproverGroup(string Name, IReadOnlyList<Approver> Members);

/// <summary>One person, <c>person:alice</c>, and the public key approvals are signed with, if any.</summary>
public sealed record Approver(string Person, string? SshKey);
