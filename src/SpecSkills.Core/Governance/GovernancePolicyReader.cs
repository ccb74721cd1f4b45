using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Blueprints.Reading;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>Reads <c>blueprints/governance/policies.yaml</c> into the typed policy, with all findings.</summary>
public static class GovernancePolicyReader
{
    /// <summary>The kind of a policy document.</summary>
    public const string Kind = "GovernancePolicy";

    /// <summary>A quarter: how long a policy stays fresh when it does not say.</summary>
    private static readonly TimeSpan DefaultReviewInterval = TimeSpan.FromDays(90);

    private const int GroupLimit = 64;
    private const int MemberLimit = 256;
    private const int DelegationLimit = 64;

    private static readonly ScalarFormat<string> Person = new(
        "a person's principal", "person:local", (string text, out string value) =>
        {
            value = text;
            return text.StartsWith("person:", StringComparison.Ordinal)
                && KubernetesName.IsValid(text["person:".Length..]);
        })
    {
        Suggest = text => KubernetesName.IsValid(text) ? $"Write person:{text}." : null,
    };

    /// <summary>One public key line as ssh-keygen prints it: type, base64, comment.</summary>
    private static readonly ScalarFormat<string> SshKey = new(
        "an ssh public key line", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5...", (string text, out string value) =>
        {
            value = text;
            return SshKeyLine.IsValid(text);
        });

    /// <summary>Reads a tree; <paramref name="digest"/> is the digest of the raw bytes it came from.</summary>
    public static PolicyReading Read(DocumentNode root, string digest)
    {
        var sink = new DiagnosticSink();
        if (DocumentHeader.Open(root, Kind, sink) is not { } document)
            return new PolicyReading(null, sink.Findings) { Document = root };
        var metadata = document.Section("metadata", required: true);
        var spec = document.Section("spec", required: true);
        var header = metadata is null ? null : ReadMetadata(metadata);
        var policy = spec is null ? null : ReadSpec(spec, digest) with { Metadata = header };
        document.Finish();
        if (sink.IsUnreadable || policy is null)
            return new PolicyReading(null, BlueprintReader.InOrder(sink.Findings)) { Document = root };
        var findings = BlueprintReader.InOrder([.. sink.Findings, .. PolicyRules.Check(policy, root)]);
        // A policy whose meaning is wrong cannot be applied: it counts as no policy, and everything is
        // blocked.
        var isUsable = findings.All(finding => finding.Severity != DiagnosticSeverity.Error);
        return new PolicyReading(isUsable ? policy : null, findings) { Document = root };
    }

    private static PolicyMetadata ReadMetadata(SectionReader metadata)
    {
        var header = new PolicyMetadata(
            metadata.Required("name", Formats.Name),
            metadata.Required("version", Formats.Version),
            metadata.Maybe("description", Formats.Text),
            metadata.Maybe("owner", Formats.Text));
        metadata.Finish();
        return header;
    }

    private static GovernancePolicy ReadSpec(SectionReader spec, string digest)
    {
        var policy = new GovernancePolicy(
            AuthoritySections.ReadAuthority(spec.Section("agent_authority", required: true)),
            ReadLimits(spec.Section("limits")),
            ReadGroups(spec.Section("groups")),
            AuthoritySections.ReadWorkflow(spec.Section("approval_workflow")),
            AuthoritySections.ReadFreezeWindows(spec),
            spec.Optional("review_interval", Formats.Duration("1d", "3650d", "90d"), DefaultReviewInterval),
            AuthoritySections.ReadAudit(spec.Section("audit")),
            digest)
        {
            Delegations = ReadDelegations(spec),
        };
        spec.Finish();
        return policy;
    }

    private static PolicyLimits ReadLimits(SectionReader? section)
    {
        if (section is null) return PolicyLimits.Default;
        var limits = new PolicyLimits(
            section.Optional("operations_per_hour", Formats.Integer(1, 10_000, "30"),
                PolicyLimits.Default.OperationsPerHour!.Value),
            section.Optional("services_at_once", Formats.Integer(1, 10_000, "1"),
                PolicyLimits.Default.ServicesAtOnce!.Value),
            section.Optional("breaker_threshold", Formats.Integer(1, 100, "3"), PolicyLimits.Default.BreakerThreshold),
            section.Nullable("max_replicas", Formats.Integer(0, Formats.ReplicaLimit, "10")),
            section.Nullable("max_cpu", Formats.Cpu with { Example = "2" }),
            section.Nullable("max_memory", Formats.Memory with { Example = "4Gi" }));
        section.Finish();
        return limits;
    }

    private static List<Delegation> ReadDelegations(SectionReader spec)
    {
        var read = new List<Delegation>();
        foreach (var entry in spec.Sections("delegations", DelegationLimit))
        {
            read.Add(new Delegation(
                entry.Required("from", Person), entry.Required("to", Person),
                entry.Required("until", Formats.Date with { Example = "2026-12-24" }), entry.Maybe("ssh_key", SshKey)));
            entry.Finish();
        }

        return read;
    }

    private static List<ApproverGroup> ReadGroups(SectionReader? groups)
    {
        var read = new List<ApproverGroup>();
        if (groups is null) return read;
        if (groups.Entries.Count > GroupLimit)
            groups.Fail(DiagnosticCodes.ListLength, groups.Entries[GroupLimit].Key, groups.Path,
                $"{groups.Entries.Count} groups, and at most {GroupLimit} are read", "Remove some.");
        foreach (var entry in groups.Entries.Take(GroupLimit))
        {
            var name = groups.Value(
                entry.Key with { IsPlain = false }, DocumentPath.Child(groups.Path, entry.Key.Text), Formats.Name, "");
            var members = new List<Approver>();
            foreach (var member in groups.Sections(entry.Key.Text, MemberLimit, least: 1))
            {
                members.Add(new Approver(member.Required("person", Person), member.Maybe("ssh_key", SshKey)));
                member.Finish();
            }

            read.Add(new ApproverGroup(name, members));
        }

        return read;
    }
}
