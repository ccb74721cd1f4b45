using System.Reflection;
using System.Text;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Changes;
using SpecSkills.Storage.Blueprints;
using Xunit;

namespace SpecSkills.Tests.Locks;

/// <summary>Every field of the global policy, and which way it allows more.</summary>
public sealed class PolicyDiffTests
{
    private const string Key =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE";

    internal const string Full = $$"""
        apiVersion: infra.spec-driven.io/v1
        kind: GovernancePolicy
        metadata:
          name: todo-chatbot
          version: 1.0.0
          description: What holds for every service
          owner: devops-team
        spec:
          agent_authority:
            allowed_operations: [scale_within_limits]
            requires_approval: [scale_beyond_limits, change_image]
            forbidden_operations: [delete_resources, modify_secrets]
          limits:
            operations_per_hour: 30
            services_at_once: 2
            breaker_threshold: 3
            max_replicas: 10
            max_cpu: 2
            max_memory: 4Gi
          groups:
            devops-team:
              - person: person:ann
                ssh_key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB a@b"
              - person: person:bob
                ssh_key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC"
              - {person: person:erin, ssh_key: "{{Key}}"}
          delegations:
            - from: person:ann
              to: person:cleo
              until: 2026-12-24
              ssh_key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMD"
          approval_workflow:
            approvers: [devops-team]
            timeout: 1h
            auto_reject_on_timeout: true
            two_person: true
            notification_channels: ["slack://ops"]
          freeze_windows:
            - {cron: "0 18 * * 5", duration: 60h, time_zone: Europe/Berlin, operations: []}
          review_interval: 90d
          audit:
            log_all_decisions: true
            log_all_operations: true
            retention_period: 90d
            log_format: json
            log_destination: logs/agent-decisions/
        """;

    [Theory]
    [InlineData("[scale_within_limits]", "[scale_within_limits, restart_failed_pods]", "Wider")]
    [InlineData("[scale_within_limits]", "[restart_failed_pods]", "Incomparable")]
    [InlineData("[scale_beyond_limits, change_image]", "[scale_beyond_limits]", "Wider")]
    [InlineData(", change_image]", ", change_image, exceed_budget]", "Narrower")]
    [InlineData("[delete_resources, modify_secrets]", "[delete_resources]", "Wider")]
    [InlineData("[delete_resources, modify_secrets]", "[delete_service, modify_secrets]", "Wider")]
    [InlineData("[delete_resources, modify_secrets]", "[delete_resources, modify_secrets, change_probes_x]", null)]
    [InlineData("operations_per_hour: 30", "operations_per_hour: 31", "Wider")]
    [InlineData("operations_per_hour: 30", "operations_per_hour: 29", "Narrower")]
    [InlineData("services_at_once: 2", "services_at_once: 3", "Wider")]
    [InlineData("services_at_once: 2", "services_at_once: 1", "Narrower")]
    [InlineData("breaker_threshold: 3", "breaker_threshold: 4", "Wider")]
    [InlineData("breaker_threshold: 3", "breaker_threshold: 2", "Narrower")]
    [InlineData("max_replicas: 10", "max_replicas: 11", "Wider")]
    [InlineData("    max_replicas: 10\n", "", "Wider")]
    [InlineData("max_replicas: 10", "max_replicas: 9", "Narrower")]
    [InlineData("max_cpu: 2", "max_cpu: 2100m", "Wider")]
    [InlineData("max_cpu: 2", "max_cpu: 2000m", "Unchanged")]
    [InlineData("max_memory: 4Gi", "max_memory: 3Gi", "Narrower")]
    [InlineData("    max_memory: 4Gi\n", "", "Wider")]
    [InlineData("      - {person: person:erin, ssh_key: \"" + Key + "\"}\n", "", "Narrower")]
    [InlineData("{person: person:erin, ssh_key: \"" + Key + "\"}", "{person: person:erin}", "Wider")]
    [InlineData("    devops-team:\n", "    devops-team:\n      - person: person:dan\n", "Wider")]
    [InlineData("{person: person:erin,", "{person: person:dan,", "Incomparable")]
    [InlineData(" a@b\"", " c@d\"", "Incomparable")]
    [InlineData("until: 2026-12-24", "until: 2026-12-25", "Incomparable")]
    [InlineData("timeout: 1h", "timeout: 2h", "Wider")]
    [InlineData("timeout: 1h", "timeout: 30m", "Narrower")]
    [InlineData("auto_reject_on_timeout: true", "auto_reject_on_timeout: false", "Wider")]
    [InlineData("two_person: true", "two_person: false", "Wider")]
    [InlineData("[\"slack://ops\"]", "[]", "Incomparable")]
    [InlineData("duration: 60h", "duration: 59h", "Incomparable")]
    [InlineData("time_zone: Europe/Berlin", "time_zone: UTC", "Incomparable")]
    [InlineData("review_interval: 90d", "review_interval: 91d", "Wider")]
    [InlineData("review_interval: 90d", "review_interval: 30d", "Narrower")]
    [InlineData("log_all_decisions: true", "log_all_decisions: false", "Wider")]
    [InlineData("retention_period: 90d", "retention_period: 30d", "Wider")]
    [InlineData("retention_period: 90d", "retention_period: 365d", "Narrower")]
    [InlineData("logs/agent-decisions/", "logs/elsewhere/", "Incomparable")]
    [InlineData("name: todo-chatbot", "name: shop", "Unchanged")]
    [InlineData("version: 1.0.0", "version: 2.0.0", "Unchanged")]
    [InlineData("owner: devops-team", "owner: other-team", "Unchanged")]
    public void Each_field_says_which_way_it_lets_more_happen(string from, string to, string? effect)
    {
        Assert.Contains(from, Full, StringComparison.Ordinal);
        var reading = BlueprintLoader.LoadPolicy(Full.Replace(from, to, StringComparison.Ordinal));
        if (effect is null)
        {
            // What is no policy puts nothing in force, accepted or not.
            Assert.Null(reading.Policy);
            return;
        }

        var diff = PolicyDiff.Between(Read(Full), reading.Policy!);
        Assert.Equal(effect, diff.Authority.ToString());
        Assert.Equal(effect is "Wider" or "Incomparable", diff.NeedsAcceptance);
    }

    [Fact]
    public void A_delegation_widens_and_taking_one_back_narrows()
    {
        var start = Full.IndexOf("  delegations:", StringComparison.Ordinal);
        var without = Full.Remove(start, Full.IndexOf("  approval_workflow:", StringComparison.Ordinal) - start);
        Assert.Equal(AuthorityEffect.Narrower, PolicyDiff.Between(Read(Full), Read(without)).Authority);
        Assert.Equal(AuthorityEffect.Wider, PolicyDiff.Between(Read(without), Read(Full)).Authority);
    }

    [Fact]
    public void A_first_key_makes_an_approver_of_a_person_who_was_none()
    {
        // Without a key a named person approves nothing: whose key it is, only a person can say.
        var without = Full.Replace($"{{person: person:erin, ssh_key: \"{Key}\"}}", "{person: person:erin}");
        Assert.NotEqual(Full, without);
        Assert.Equal(AuthorityEffect.Wider, PolicyDiff.Between(Read(without), Read(Full)).Authority);
    }

    [Fact]
    public void A_wider_and_a_narrower_change_together_cannot_be_compared()
    {
        var text = Full.Replace("max_replicas: 10", "max_replicas: 11").Replace("max_cpu: 2", "max_cpu: 1");
        var diff = PolicyDiff.Between(Read(Full), Read(text));
        Assert.Equal(AuthorityEffect.Incomparable, diff.Authority);
        Assert.Equal(
            [("spec.limits.max_replicas", "10", "11"), ("spec.limits.max_cpu", "2", "1")],
            diff.Changes.Select(change => (change.Path, change.Before!, change.After!)));
        Assert.All(diff.Changes, change => Assert.NotEmpty(change.Consequence));
    }

    [Fact]
    public void Nothing_of_a_policy_is_left_out_of_the_comparison()
    {
        // A field that is read and not compared would be in force without a person's acceptance.
        var written = PolicyJson.Of(Read(Full)).ToJsonString();
        Type[] types =
        [
            typeof(GovernancePolicy), typeof(PolicyMetadata), typeof(PolicyLimits), typeof(Approver),
            typeof(Delegation), typeof(AgentAuthority), typeof(ApprovalWorkflow), typeof(FreezeWindow),
            typeof(AuditPolicy),
        ];
        var missing = types.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(property => property.Name is not "Digest")
            .Select(property => KeyOf(property.Name))
            .Where(key => !written.Contains($"\"{key}\":", StringComparison.Ordinal)).Distinct();
        Assert.Empty(missing);
        Assert.Equal(written, PolicyJson.Of(Read(written)).ToJsonString());
    }

    private static GovernancePolicy Read(string text)
    {
        var reading = BlueprintLoader.LoadPolicy(text);
        return reading.Policy ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics));
    }

    private static string KeyOf(string property)
    {
        var key = new StringBuilder();
        foreach (var letter in property)
        {
            if (char.IsAsciiLetterUpper(letter) && key.Length > 0) key.Append('_');
            key.Append(char.ToLowerInvariant(letter));
        }

        return key.ToString();
    }
}
