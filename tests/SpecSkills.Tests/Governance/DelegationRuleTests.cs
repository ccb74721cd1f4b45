using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;
using SpecSkills.Storage.Blueprints;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>What a policy may say of keys, delegates and second persons, read from its file.</summary>
public sealed class DelegationRuleTests
{
    private const string AnnsKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1n0Yb0b0n3QHqkYl0mZ2v5zqkYl0mZ2v5zqkYl0mZ2";
    private const string BobsKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK2m0Yb0b0n3QHqkYl0mZ2v5zqkYl0mZ2v5zqkYl0mZ2";

    [Fact]
    public void A_delegation_with_its_last_day_is_read()
    {
        var reading = Read(
            $"[{{person: 'person:ann', ssh_key: {AnnsKey} ann}}]",
            $"[{{from: 'person:ann', to: 'person:bob', until: 2026-12-24, ssh_key: {BobsKey} bob}}]");

        var delegation = Assert.Single(reading.Policy!.Delegations);
        Assert.Equal(
            new Delegation("person:ann", "person:bob", new DateOnly(2026, 12, 24), $"{BobsKey} bob"), delegation);
        Assert.True(delegation.HoldsAt(new DateTimeOffset(2026, 12, 25, 0, 59, 0, TimeSpan.FromHours(1))));
        Assert.False(delegation.HoldsAt(new DateTimeOffset(2026, 12, 25, 0, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("person:ann", "person:bob", "2026-12-24", "", "person:bob has no key")]
    [InlineData("person:ann", "person:local", "2026-12-24", "", "person:local has no key")]
    [InlineData("person:ann", "person:ann", "2026-12-24", "", "to the same person")]
    [InlineData("person:eve", "person:ann", "2026-12-24", "", "has no right to lend")]
    [InlineData("person:ann", "person:bob", "2026-12-24", AnnsKey, "the same key as")]
    [InlineData("person:ann", "person:ann", "2026-12-24", BobsKey, "another key elsewhere")]
    [InlineData("person:ann", "person:bob", "tomorrow", BobsKey, "until")]
    [InlineData("person:ann", "person:bob", "2026-02-30", BobsKey, "until")]
    [InlineData("agent:loop", "person:bob", "2026-12-24", BobsKey, "from")]
    public void A_delegation_that_weakens_or_says_nothing_is_an_error(
        string from, string to, string until, string key, string found)
    {
        var reading = Read(
            $"[{{person: 'person:ann', ssh_key: {AnnsKey}}}]",
            $"[{{from: '{from}', to: '{to}', until: {until}{(key.Length == 0 ? "" : $", ssh_key: {key}")}}}]");

        Assert.Null(reading.Policy);
        Assert.Contains(
            reading.Diagnostics, one => $"{one.Path} {one.Message}".Contains(found, StringComparison.Ordinal));
    }

    [Fact]
    public void The_person_at_the_terminal_has_no_key()
    {
        var reading = Read($"[{{person: 'person:local', ssh_key: {AnnsKey}}}]", "[]");
        Assert.Contains(reading.Diagnostics, one => one.Code == DiagnosticCodes.ApproverEntry);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(", ssh_key: " + BobsKey, true)]
    public void Two_persons_need_two_keys(string bobs, bool read)
    {
        var reading = Read(
            $"[{{person: 'person:ann', ssh_key: {AnnsKey}}}, {{person: 'person:bob'{bobs}}}]", "[]", "true");
        Assert.Equal(read, reading.Policy is not null);
    }

    private static PolicyReading Read(string members, string delegations, string twoPerson = "false") =>
        BlueprintLoader.LoadPolicy(System.Text.Encoding.UTF8.GetBytes($$"""
            apiVersion: infra.spec-driven.io/v1
            kind: GovernancePolicy
            metadata: {name: todo, version: 1.0.0}
            spec:
              agent_authority: {allowed_operations: [scale_within_limits]}
              groups:
                devops-team: {{members}}
              delegations: {{delegations}}
              approval_workflow: {approvers: [devops-team], two_person: {{twoPerson}} }
            """));
}
