using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Execution;

/// <summary>A permit is good for what it was given for, as things then were, and for ten minutes.</summary>
public sealed class PermitUseTests
{
    private const string Policy = "blueprints/governance/policies.yaml";
    private const string Blueprint = "blueprints/frontend/blueprint.yaml";

    [Theory]
    [InlineData(Policy, "operations_per_hour: 30", "operations_per_hour: 29")]
    [InlineData(Policy, "operations_per_hour: 30", "operations_per_hour: 30 # as before")]
    [InlineData(Blueprint, "description:", "description: changed, formerly")]
    [InlineData(Blueprint, "    max_replicas: 5", "    max_replicas: 4")]
    public async Task After_any_change_of_policy_or_blueprint_it_is_refused(string file, string from, string to)
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var permit = await PermitAsync(process);
        var text = await File.ReadAllTextAsync(world.Folder.Combine(file), TestContext.Current.CancellationToken);
        Assert.Contains(from, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            world.Folder.Combine(file), text.Replace(from, to, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await MustBeStale(world, process, permit);
    }

    [Fact]
    public async Task For_an_object_that_was_made_anew_under_its_name_it_is_refused()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var permit = await PermitAsync(process);
        world.RecreateByHand();
        await MustBeStale(world, process, permit);
    }

    [Fact]
    public async Task It_lives_ten_minutes_and_not_a_tick_more()
    {
        foreach (var (early, isGood) in new[] { (TimeSpan.FromSeconds(1), true), (TimeSpan.Zero, false) })
        {
            await using var world = await PipelineWorld.StartAsync();
            using var process = world.NewProcess();
            var permit = await PermitAsync(process);
            world.Pass(Permit.Lifetime - early);
            if (isGood) Assert.IsType<ApplyResult.Executed>(await UseAsync(process, permit));
            else await MustBeStale(world, process, permit);
        }
    }

    [Fact]
    public async Task A_breaker_that_opened_meanwhile_stops_it()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var process = world.NewProcess();
        var permit = await PermitAsync(process);
        process.Services.Memory.CountFailure(
            PipelineWorld.Frontend, 1, openAtOnce: true, "Something else failed.", world.Clock.Now);
        var refused = Assert.IsType<ApplyResult.Refused>(await UseAsync(process, permit));
        Assert.Equal(RuleNames.Breaker, refused.Rule);
        Assert.Empty(world.Writes);
    }

    private static async Task<Permit> PermitAsync(PipelineProcess process)
    {
        var governed = await process.AskAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
        return Assert.IsType<GovernResult.Permitted>(governed).Permit;
    }

    private static Task<ApplyResult> UseAsync(PipelineProcess process, Permit permit) =>
        process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None);

    private static async Task MustBeStale(PipelineWorld world, PipelineProcess process, Permit permit)
    {
        var refused = Assert.IsType<ApplyResult.Refused>(await UseAsync(process, permit));
        Assert.Equal((RuleNames.StaleObservation, true), (refused.Rule, refused.Conflict));
        Assert.Empty(world.Writes);
        Assert.Empty(world.AllRecords("operation.intent"));
        Assert.IsType<ApplyResult.Refused>(await UseAsync(process, permit));
    }
}
