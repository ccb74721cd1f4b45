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

        CheckKeys(policy, findings);
        CheckDelegations(policy, findings);
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
                $"the global policy has no group {name}, so no person could approve",
                Spelling.Closest(name, groups) is { } meant ? $"Did you mean {meant}?"
                    : groups.Length == 0 ? "Add the group to spec.groups of the policy."
                    : $"Groups: {string.Join(", ", groups)}.");
        }

        // A name alone proves nothing: who is one of two persons shows it by a signature.
        var named = workflow.Approvers.SelectMany(name => policy.Group(name)?.Members ?? [])
            .Where(member => member.SshKey is not null).Select(member => member.Person).Distinct().Count();
        if (workflow.TwoPerson && workflow.Approvers.All(name => policy.Group(name) is not null) && named < 2)
            findings.Error(DiagnosticCodes.ApproverEntry, $"{path}.two_person",
                $"two persons must approve, each with a signature, and {named} of the approvers have a key",
                "Give two persons of the groups an ssh_key.");
    }

    /// <summary>One key is one person, and one person has one key: else a signature would not say who.</summary>
    private static void CheckKeys(GovernancePolicy policy, RuleFindings findings)
    {
        var keys = policy.Groups
            .SelectMany(group => group.Members.Select(member => (
                Path: $"spec.groups.{group.Name}", member.Person, member.SshKey)))
            .Concat(policy.Delegations.Select((one, i) => (
                Path: $"spec.delegations[{i}]", Person: one.To, one.SshKey)))
            .Where(one => one.SshKey is not null).ToArray();
        foreach (var (path, person, line) in keys)
        {
            var body = SshKeyLine.Body(line!);
            if (person == Principal.PersonLocal.Name)
                findings.Error(DiagnosticCodes.ApproverEntry, path,
                    $"{person} has a key, but is any person at the terminal", "Give the key to a named person.");
            if (keys.FirstOrDefault(one => SshKeyLine.Body(one.SshKey!) == body && one.Person != person).Person
                is { } other)
                findings.Error(DiagnosticCodes.ApproverEntry, path,
                    $"{person} has the same key as {other}", "Give each person a key of their own.");
            if (keys.Any(one => one.Person == person && SshKeyLine.Body(one.SshKey!) != body))
                findings.Error(DiagnosticCodes.ApproverEntry, path,
                    $"{person} has another key elsewhere in the policy", "Keep one.");
        }
    }

    private static void CheckDelegations(GovernancePolicy policy, RuleFindings findings)
    {
        for (var i = 0; i < policy.Delegations.Count; i++)
        {
            var (from, to, _, _) = policy.Delegations[i];
            var path = $"spec.delegations[{i}]";
            if (from == to)
                findings.Error(DiagnosticCodes.ApproverEntry, $"{path}.to", $"{from} delegates to the same person",
                    "Name another person.");
            if (!policy.Groups.Any(group => group.Members.Any(member => member.Person == from)))
                findings.Error(DiagnosticCodes.ApproverEntry, $"{path}.from",
                    $"{from} is in no group and has no right to lend", "Name a member of a group.");
            if (policy.KeyOf(from) is not null && policy.KeyOf(to) is null)
                findings.Error(DiagnosticCodes.ApproverEntry, $"{path}.to",
                    $"{from} approves with a signature, and {to} has no key", "Add the delegate's ssh_key.");
        }
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
            $"{value} is above the global policy's limits.{limit} ({most}), which blocks every value above it",
            $"Write at most {most}, or have the policy's limit raised.");
}
