using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Blueprints.Reading;
using SpecSkills.Core.Blueprints.Rules;

namespace SpecSkills.Core.Governance;

/// <summary>What the global policy must mean by itself, and what a blueprint must not ask of it.</summary>
public static class PolicyRules
{
    /// <summary>Findings about the policy itself.</summary>
    public static IReadOnlyList<Diagnostic> Check(GovernancePolicy policy, DocumentNode? document = null)
    {
        var findings = new RuleFindings(document);
        AuthorityRules.Check(
            policy.AgentAuthority, policy.ApprovalWorkflow, policy.Audit, policy.FreezeWindows, "spec", findings);
        foreach (var group in policy.Groups)
        {
            var repeated = group.Members.GroupBy(member => member.Person).FirstOrDefault(same => same.Count() > 1);
            if (repeated is not null)
                findings.Error(DiagnosticCodes.ApproverEntry, $"spec.groups.{group.Name}",
                    $"{repeated.Key} is in {group.Name} twice", "Keep one entry.");
        }

        CheckApprovers(policy.ApprovalWorkflow, policy, "spec.approval_workflow", findings);
        return findings.All;
    }

    /// <summary>
    /// Findings about a blueprint under a policy: approver groups that do not exist, authority the policy takes away,
    /// bounds above the absolute limits.
    /// </summary>
    public static IReadOnlyList<Diagnostic> Check(
        Blueprint blueprint, GovernancePolicy policy, DocumentNode? document = null)
    {
        var findings = new RuleFindings(document);
        if (blueprint.Governance is { } governance)
        {
            CheckApprovers(governance.ApprovalWorkflow, policy, "spec.governance.approval_workflow", findings);
            CheckAuthority(governance.AgentAuthority, policy.AgentAuthority, findings);
        }

        CheckLimits(blueprint, policy.Limits, findings);
        return findings.All;
    }

    private static void CheckApprovers(
        ApprovalWorkflow? workflow, GovernancePolicy policy, string path, RuleFindings findings)
    {
        if (workflow is null) return;
        for (var i = 0; i < workflow.Approvers.Count; i++)
        {
            var name = workflow.Approvers[i];
            if (policy.Group(name) is not null) continue;
            var groups = policy.Groups.Select(group => group.Name).ToArray();
            findings.Error(DiagnosticCodes.UnknownGroup, $"{path}.approvers[{i}]",
                $"the global policy has no group {name}, so nobody could approve",
                Spelling.Closest(name, groups) is { } meant ? $"Did you mean {meant}?"
                    : groups.Length == 0 ? "Add the group to spec.groups of the policy."
                    : $"Groups: {string.Join(", ", groups)}.");
        }

        var persons = workflow.Approvers.SelectMany(name => policy.Group(name)?.Members ?? [])
            .Select(member => member.Person).Distinct().Count();
        if (workflow.TwoPerson && persons is 1)
            findings.Error(DiagnosticCodes.ApproverEntry, $"{path}.two_person",
                "two persons must approve, and the approvers are one", "Add a person to the group.");
    }

    private static void CheckAuthority(AgentAuthority own, AgentAuthority global, RuleFindings findings)
    {
        for (var i = 0; i < own.AllowedOperations.Count; i++)
        {
            var name = own.AllowedOperations[i];
            var list = global.ForbiddenOperations.Any(listed => OperationNames.Covers(listed, name)) ? "forbids"
                : global.RequiresApproval.Any(listed => OperationNames.Covers(listed, name)) ? "wants approval for"
                : null;
            if (list is null) continue;
            findings.Warning(DiagnosticCodes.BeyondPolicy,
                $"spec.governance.agent_authority.allowed_operations[{i}]",
                $"the global policy {list} {name}, and it wins", "Remove it here, or change the policy.");
        }
    }

    private static void CheckLimits(Blueprint blueprint, PolicyLimits limits, RuleFindings findings)
    {
        if (limits.MaxReplicas is { } replicas && blueprint.Scaling.MaxReplicas > replicas)
            Beyond("spec.scaling.max_replicas", $"{blueprint.Scaling.MaxReplicas}", "max_replicas", $"{replicas}",
                findings);
        var (cpu, memory, _) = blueprint.Resources;
        if (limits.MaxCpu is { } mostCpu && cpu.Limit.CompareTo(mostCpu) > 0)
            Beyond("spec.resources.cpu.limit", $"{cpu.Limit}", "max_cpu", $"{mostCpu}", findings);
        if (limits.MaxMemory is { } mostMemory && memory.Limit.CompareTo(mostMemory) > 0)
            Beyond("spec.resources.memory.limit", $"{memory.Limit}", "max_memory", $"{mostMemory}", findings);
    }

    private static void Beyond(string path, string value, string limit, string most, RuleFindings findings) =>
        findings.Warning(DiagnosticCodes.BeyondLimits, path,
            $"{value} is above the global policy's limits.{limit} ({most}), which blocks whatever passes it",
            $"Write at most {most}, or have the policy's limit raised.");
}
