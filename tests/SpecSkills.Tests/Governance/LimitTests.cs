using SpecSkills.Application.Agent;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>The policy's limits and the breakers, over the real stores and a cluster.</summary>
public sealed class LimitTests
{
    private const string Frontend = PipelineWorld.Frontend;
    private const string Backend = PipelineWorld.Backend;

    [Fact]
    public async Task The_hourly_limit_counts_over_all_services_and_says_when_the_next_is_free()
    {
        await using var world = await PipelineWorld.StartAsync(edit: (file, text) =>
            file.EndsWith("policies.yaml", StringComparison.Ordinal)
                ? text.Replace("operations_per_hour: 30", "operations_per_hour: 2", StringComparison.Ordinal) : text);
        using var process = world.NewProcess();
        var first = world.Clock.Now;
        foreach (var service in new[] { Frontend, Backend })
        {
            var (permit, _) = await process.DoAsync(service, new OperationParameters.Scale(3));
            await world.FinishAsync(process, permit.Id);
        }

        // Another session of the same workspace does not shed the count.
        using var later = world.NewProcess();
        world.Pass(TimeSpan.FromMinutes(2));
        var blocked = Assert.IsType<GovernResult.Blocked>(
            await later.AskAsync(Frontend, new OperationParameters.Scale(4), Principal.AgentLoop)).Verdict;
        Assert.Equal(RuleNames.OperationsPerHour, blocked.Rule);
        Assert.InRange(blocked.RetryAt!.Value, first.AddHours(1), first.AddHours(1).AddMinutes(1));
        world.Pass(blocked.RetryAt.Value - world.Clock.Now);
        Assert.IsType<GovernResult.Permitted>(await later.AskAsync(Frontend, new OperationParameters.Scale(4)));
        Assert.Equal(2, world.Writes.Count);
    }

    [Fact]
    public async Task Two_services_at_once_are_not_both_the_last_of_the_hour()
    {
        await using var world = await PipelineWorld.StartAsync(edit: (file, text) =>
            file.EndsWith("policies.yaml", StringComparison.Ordinal)
                ? text.Replace("operations_per_hour: 30", "operations_per_hour: 1", StringComparison.Ordinal)
                    .Replace("services_at_once: 1", "services_at_once: 2", StringComparison.Ordinal) : text);
        using var process = world.NewProcess();
        var permits = new List<Permit>();
        foreach (var service in new[] { Frontend, Backend })
            permits.Add(Assert.IsType<GovernResult.Permitted>(
                await process.AskAsync(service, new OperationParameters.Scale(3))).Permit);
        // The other process has begun, and is stopped before it sends.
        Assert.True(process.Services.Journal.TryBegin(new OperationEntry(
            permits[1].Id, permits[1].Operation, permits[1].DecisionId, Principal.AgentLoop, OperationStage.Consumed,
            world.Clock.Now, null, null, null, null, null, null, null)));
        var used = Assert.IsType<Application.Execution.ApplyResult.Refused>(
            await process.Apply.ExecuteAsync(permits[0].Id, Principal.AgentMcp, false, CancellationToken.None));
        Assert.Equal(RuleNames.OperationsPerHour, used.Rule);
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task One_service_at_a_time_is_changed_until_its_operation_is_closed()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        // Permitted while nothing was under way, and refused when it is used too late.
        var early = Assert.IsType<GovernResult.Permitted>(
            await process.AskAsync(Backend, new OperationParameters.Scale(3))).Permit;
        var (permit, _) = await process.DoAsync(Frontend, new OperationParameters.Scale(3));
        var blocked = Assert.IsType<GovernResult.Blocked>(
            await process.AskAsync(Backend, new OperationParameters.Scale(3))).Verdict;
        Assert.Equal(RuleNames.ServicesAtOnce, blocked.Rule);
        var used = Assert.IsType<Application.Execution.ApplyResult.Refused>(
            await process.Apply.ExecuteAsync(early.Id, Principal.AgentMcp, false, CancellationToken.None));
        Assert.Equal(RuleNames.ServicesAtOnce, used.Rule);
        await world.FinishAsync(process, permit.Id);
        Assert.IsType<GovernResult.Permitted>(await process.AskAsync(Backend, new OperationParameters.Scale(3)));
        Assert.Equal(2, world.Replicas(Backend));
    }

    [Fact]
    public async Task Two_open_breakers_stop_everything_until_a_person_has_reset_all_three()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var memory = process.Services.Memory;
        foreach (var service in new[] { Frontend, Backend })
            Assert.True(memory.CountFailure(service, 3, openAtOnce: true, "a rollback failed", world.Clock.Now));
        var reset = new ResetBreaker(process.Services);
        Assert.NotNull(reset.Execute("*", Principal.AgentMcp, "it looks fine to me"));
        foreach (var service in new[] { Frontend, Backend })
            Assert.Null(reset.Execute(service, Principal.PersonLocal, "the node is replaced"));
        // Each service is let go on, and the one over all still stands; a restart does not close it.
        using var later = world.NewProcess();
        var blocked = Assert.IsType<GovernResult.Blocked>(
            await later.AskAsync(Backend, new OperationParameters.Scale(3))).Verdict;
        Assert.Equal(RuleNames.Breaker, blocked.Rule);
        Assert.Contains("breaker reset \"*\"", blocked.Explanation, StringComparison.Ordinal);
        Assert.Null(reset.Execute("*", Principal.PersonLocal, "both nodes are replaced"));
        Assert.IsType<GovernResult.Permitted>(await later.AskAsync(Backend, new OperationParameters.Scale(3)));
        Assert.Equal(3, world.AllRecords("breaker.reset").Count);
    }

    [Fact]
    public async Task A_limit_raised_in_the_file_alone_raises_nothing()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        process.Services.Blueprints.Read();
        var file = world.Folder.Combine("blueprints/governance/policies.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("services_at_once: 1", "services_at_once: 9"));
        await process.DoAsync(Frontend, new OperationParameters.Scale(3));
        Assert.Equal(RuleNames.ServicesAtOnce, Assert.IsType<GovernResult.Blocked>(
            await process.AskAsync(Backend, new OperationParameters.Scale(3))).Verdict.Rule);
    }
}
