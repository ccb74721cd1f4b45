using SpecSkills.Application.Agent;
using SpecSkills.Application.Decisions;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>Everything is stopped at once, and only a person lets it go on.</summary>
public sealed class WorkspaceFreezeTests
{
    private const string Frontend = PipelineWorld.Frontend;

    private static readonly OperationParameters.Scale Three = new(3);

    [Fact]
    public async Task A_freeze_blocks_every_service_holds_every_decision_and_survives_a_restart()
    {
        await using var world = await PipelineWorld.StartAsync(traffic: 60);
        using (var first = world.NewProcess()) Freeze(first, Principal.PersonLocal, reason: "the bank is closed");
        using var process = world.NewProcess();
        foreach (var service in new[] { Frontend, PipelineWorld.Backend })
        {
            var verdict = Assert.IsType<GovernResult.Blocked>(await process.AskAsync(service, Three)).Verdict;
            Assert.Equal((RuleNames.Freeze, null), (verdict.Rule, verdict.RetryAt));
            Assert.Contains("the bank is closed", verdict.Explanation, StringComparison.Ordinal);
            Assert.Contains("specskills resume", verdict.Explanation, StringComparison.Ordinal);
        }

        var held = Assert.IsType<DecideResult.Decided>(
            await process.Decide.ExecuteAsync(Frontend, Principal.AgentLoop, CancellationToken.None)).Stored.Decision;
        Assert.Equal(("frozen", DecisionType.Hold), (held.Reason, held.Type));
        Assert.Contains("specskills resume", held.Rationale, StringComparison.Ordinal);
        Assert.Null(new ResumeWorkspace(process.Services).Execute(Principal.PersonLocal, "over"));
        Assert.IsType<GovernResult.Permitted>(await process.AskAsync(Frontend, Three));
        Assert.Equal(
            ["policy.frozen", "policy.resumed"],
            world.AllRecords().Select(record => (string)record["kind"]!)
                .Where(kind => kind is "policy.frozen" or "policy.resumed"));
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task A_freeze_with_an_end_says_when_to_come_back_and_ends_then()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var end = world.Clock.Now.AddMinutes(30);
        Freeze(process, Principal.PersonLocal, end);
        Assert.Equal(end, Assert.IsType<GovernResult.Blocked>(
            await process.AskAsync(Frontend, Three)).Verdict.RetryAt);
        world.Pass(TimeSpan.FromMinutes(30));
        var (permit, _) = await process.DoAsync(Frontend, Three);
        Assert.Equal("success", (await world.FinishAsync(process, permit.Id)).Outcome);
    }

    [Fact]
    public async Task A_permit_given_before_the_freeze_is_not_used_in_it()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var permit = Assert.IsType<GovernResult.Permitted>(await process.AskAsync(Frontend, Three)).Permit;
        Freeze(process, Principal.AgentMcp);
        var refused = Assert.IsType<ApplyResult.Refused>(
            await process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None));
        Assert.Equal(RuleNames.Freeze, refused.Rule);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task What_was_executed_before_the_freeze_is_still_undone_in_it()
    {
        var breaking = new FaultPlan(new Fault(
            "bad-new-pods", new FaultTrigger.ReplicaChange("default", Frontend, ReplicaDirection.Up),
            new FaultEffect.AnswersErrors(new PodSelection("default", Frontend) { NewOnly = true }, 0.9)));
        await using var world = await PipelineWorld.StartAsync(faults: breaking);
        using var process = world.NewProcess();
        var (permit, _) = await process.DoAsync(Frontend, Three);
        Freeze(process, Principal.PersonLocal);
        Assert.Equal("rolled_back", (await world.FinishAsync(process, permit.Id)).Outcome);
        Assert.Equal(2, world.Replicas(Frontend));
    }

    [Fact]
    public async Task A_freeze_only_grows_longer_and_no_agent_lifts_it()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        Freeze(process, Principal.PersonLocal, world.Clock.Now.AddHours(2));
        var shorter = Freeze(process, Principal.AgentMcp, world.Clock.Now.AddMinutes(1));
        Assert.Equal(("person:local", world.Clock.Now.AddHours(2)), (shorter.By, shorter.Until!.Value));
        Assert.Null(Freeze(process, Principal.AgentMcp).Until);
        Assert.Contains("may not lift", new ResumeWorkspace(process.Services).Execute(Principal.AgentMcp, "go"));
        Assert.Throws<ArgumentException>(() => process.Services.Memory.Resume(Principal.AgentLoop));
        Assert.IsType<GovernResult.Blocked>(await process.AskAsync(Frontend, Three));
    }

    [Fact]
    public async Task A_freeze_deleted_from_the_state_holds_by_its_record()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        Freeze(process, Principal.PersonLocal);
        world.Tamper("DELETE FROM freeze");
        var permit = Assert.IsType<GovernResult.Permitted>(await process.AskAsync(Frontend, Three)).Permit;
        var refused = Assert.IsType<ApplyResult.Refused>(
            await process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None));
        Assert.Equal(RuleNames.Freeze, refused.Rule);
        Assert.Contains("regardless of the state", refused.Explanation, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
        Assert.Null(new ResumeWorkspace(process.Services).Execute(Principal.PersonLocal, "looked into it"));
        world.Pass(TimeSpan.FromMinutes(1));
        await process.DoAsync(Frontend, Three);
        Assert.Equal(3, world.Replicas(Frontend));
    }

    [Fact]
    public async Task Attack_a_freeze_written_into_the_state_to_keep_a_persons_off_the_record()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        process.Services.Memory.Freeze(world.Clock.Now);
        world.Tamper("INSERT INTO freeze (id, since, until, by, reason) VALUES (1, 1, NULL, 'person:local', 'mine')");
        Freeze(process, Principal.PersonLocal);
        world.Tamper("DELETE FROM freeze");

        var permit = Assert.IsType<GovernResult.Permitted>(await process.AskAsync(Frontend, Three)).Permit;
        var refused = Assert.IsType<ApplyResult.Refused>(
            await process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None));
        Assert.Equal(RuleNames.Freeze, refused.Rule);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task A_shorter_freeze_at_the_same_moment_shortens_neither_state_nor_record()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        using var other = world.NewProcess();
        var minute = world.Clock.Now.AddMinutes(1);
        // The agent has looked and found nothing frozen; the person freezes before its own freeze is on record.
        var late = new BeforeAppending(
            process.Services.Audit, () => Freeze(other, Principal.PersonLocal, reason: "the bank is closed"));

        var held = new FreezeWorkspace(process.Services with { Audit = late }).Execute(
            Principal.AgentMcp, minute, "me too");

        Assert.Equal("the bank is closed", held.Reason);
        world.Tamper("DELETE FROM freeze");
        world.Pass(TimeSpan.FromMinutes(2));
        Assert.Null(new ResumeWorkspace(process.Services).Standing()!.Until);
    }

    [Fact]
    public async Task No_record_no_freeze_and_no_end_of_one()
    {
        await using var world = await PipelineWorld.StartAsync();
        var disk = new FailingDisk(world.NewDisk()) { Failure = () => new IOException("No space left on device") };
        using var process = world.NewProcess(disk: disk);
        process.Services.Blueprints.Read();
        disk.FailAt = disk.Changes + 1;
        Assert.Throws<AuditUnavailableException>(() => Freeze(process, Principal.PersonLocal));
        Assert.Null(process.Services.Memory.Freeze(world.Clock.Now));
    }

    /// <summary>A record before whose first line another process acts.</summary>
    private sealed class BeforeAppending(IAuditLog inner, Action first) : IAuditLog
    {
        private Action? left = first;

        public AuditPlace Append(AuditEvent auditEvent)
        {
            Interlocked.Exchange(ref left, null)?.Invoke();
            return inner.Append(auditEvent);
        }
    }

    private static WorkspaceFreeze Freeze(
        PipelineProcess process, Principal by, DateTimeOffset? until = null, string reason = "an incident") =>
        new FreezeWorkspace(process.Services).Execute(by, until, reason);
}
