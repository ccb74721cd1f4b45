using SpecSkills.Application.Decisions;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Execution;

/// <summary>
/// A process that dies at every effect it has on the outside, and the process that is started after it: what was begun
/// is neither done twice nor forgotten.
/// </summary>
public class KillTests
{
    private static readonly FaultPlan NewPodsFail = new(new Fault(
        "bad-new-pods",
        new FaultTrigger.ReplicaChange("default", PipelineWorld.Frontend, ReplicaDirection.Up),
        new FaultEffect.AnswersErrors(new PodSelection("default", PipelineWorld.Frontend) { NewOnly = true }, 0.9)));

    [Theory]
    [InlineData("audit operation.intent", 1, "expired")]
    [InlineData("advance Consumed to Intended", 1, "expired")]
    [InlineData("write", 1, "failed")]
    [InlineData("audit operation.outcome", 1, "success")]
    [InlineData("advance Intended to Verifying", 1, "success")]
    [InlineData("advance Verifying to Verifying", 2, "success")]
    [InlineData("audit operation.closed", 1, "success")]
    [InlineData("advance Verifying to Closed", 1, "success")]
    public async Task Killed_on_the_way_to_success_it_ends_as_what_the_cluster_shows(
        string before, int occurrence, string outcome)
    {
        var effects = await EffectsAsync(FaultPlan.None);
        Assert.Equal(outcome, await KillAsync(FaultPlan.None, Place(effects, before, occurrence)));
    }

    [Theory]
    [InlineData("audit verification", 1)]
    [InlineData("advance Verifying to RollingBack", 1)]
    [InlineData("claim compensation", 1)]
    [InlineData("audit operation.intent", 2)]
    [InlineData("write", 2)]
    [InlineData("audit operation.outcome", 2)]
    [InlineData("advance RollingBack to VerifyingRollback", 1)]
    [InlineData("advance VerifyingRollback to VerifyingRollback", 2)]
    [InlineData("audit rollback", 1)]
    [InlineData("audit operation.closed", 1)]
    public async Task Killed_during_rollback_it_is_undone_all_the_same_and_once(string before, int occurrence)
    {
        var effects = await EffectsAsync(NewPodsFail);
        Assert.Equal("rolled_back", await KillAsync(NewPodsFail, Place(effects, before, occurrence)));
    }

    [Fact]
    public async Task Killed_before_any_effect_at_all_nothing_is_repeated_or_forgotten()
    {
        var effects = await EffectsAsync(NewPodsFail);
        for (var place = 1; place <= effects.Count; place++)
            // Steps of the same watch are alike: one after another says no more than the first two.
            if (place < 3 || effects[place - 1] != effects[place - 2] || effects[place - 1] != effects[place - 3])
                await KillAsync(NewPodsFail, place);
    }

    /// <summary>Found by random sequence 429: the request was there, and the verdict it rests on was not.</summary>
    [Fact]
    public async Task Killed_on_the_way_to_a_request_there_is_none_that_a_verdict_on_record_does_not_name()
    {
        var (opened, places) = (0, 0);
        for (var place = 1; places == 0; place++)
        {
            await using var world = await PipelineWorld.StartAsync();
            var dying = world.NewProcess(new ProcessLife { DieAt = place });
            try
            {
                await AskForNineAsync(dying);
                places = place;
            }
            catch (CrashException)
            {
                // What it left behind is looked at below.
            }

            var verdicts = world.AllRecords("governance").Select(record => (string?)record["approval_id"]).ToArray();
            foreach (var request in world.NewProcess().Services.Approvals.List(null, null, 10))
            {
                opened++;
                Assert.Contains(request.Id, verdicts);
            }
        }

        Assert.True(places > 3 && opened > 0, $"{places} places to die at, {opened} requests.");
    }

    [Fact]
    public async Task A_write_that_was_on_its_way_when_its_sender_died_may_still_arrive_and_is_waited_for()
    {
        var effects = await EffectsAsync(FaultPlan.None);
        await using var world = await PipelineWorld.StartAsync();
        var permit = await PermitAsync(world);
        var dying = world.NewProcess(new ProcessLife { DieAt = Place(effects, "write", 1) });
        await Assert.ThrowsAsync<CrashException>(
            () => dying.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None));
        var next = world.NewProcess();
        // The dead process's lease is taken at once; what the cluster shows is not believed yet.
        var early = Assert.IsType<AdvanceResult.Waiting>(
            await next.Advance.StepAsync(permit.Id, CancellationToken.None));
        Assert.InRange(early.Until, world.Clock.Now.AddSeconds(1), world.Clock.Now.AddSeconds(10));
        Assert.Empty(world.AllRecords("operation.closed"));

        world.ScaleByHand(PipelineWorld.Frontend, 3);
        var entry = await world.FinishAsync(next, permit.Id);
        Assert.Equal("success", entry.Outcome);
    }

    private static async Task AskForNineAsync(PipelineProcess process)
    {
        var proposed = await process.Propose.ExecuteAsync(
            PipelineWorld.Frontend, new OperationParameters.Scale(9), Principal.AgentMcp, null, CancellationToken.None);
        await process.Govern.ExecuteAsync(
            Assert.IsType<DecideResult.Decided>(proposed).Stored.Id, Principal.AgentMcp, CancellationToken.None);
    }

    private static int Place(List<string> effects, string name, int occurrence)
    {
        var places = Enumerable.Range(0, effects.Count).Where(index => effects[index] == name).ToArray();
        var all = string.Join(", ", effects);
        Assert.True(places.Length >= occurrence, $"'{name}' does not happen {occurrence} times: {all}");
        return places[occurrence - 1] + 1;
    }

    /// <summary>What an undisturbed process does, in order.</summary>
    private static async Task<List<string>> EffectsAsync(FaultPlan faults)
    {
        await using var world = await PipelineWorld.StartAsync(faults: faults);
        var permit = await PermitAsync(world);
        var life = new ProcessLife();
        var process = world.NewProcess(life);
        await process.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None);
        await world.FinishAsync(process, permit.Id);
        return life.Effects;
    }

    /// <summary>
    /// Kills at one effect, starts again, and gives the outcome; everything that must hold is asserted.
    /// </summary>
    private static async Task<string> KillAsync(FaultPlan faults, int place)
    {
        await using var world = await PipelineWorld.StartAsync(faults: faults);
        var permit = await PermitAsync(world);
        var dying = world.NewProcess(new ProcessLife { DieAt = place });
        await Assert.ThrowsAsync<CrashException>(async () =>
        {
            await dying.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None);
            await world.FinishAsync(dying, permit.Id);
        });
        var next = world.NewProcess();
        await next.Settle.ExecuteAsync(CancellationToken.None);
        // Killed before the journal knew of it: nothing has happened, and the permit is as good as it was.
        if (next.Services.Journal.Find(permit.Id) is null)
        {
            Assert.Equal("begin", dying.Life.Effects[^1]);
            Assert.IsType<ApplyResult.Executed>(
                await next.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None));
        }

        var entry = await world.FinishAsync(next, permit.Id);
        AssertOnce(world, permit.Operation, entry.Outcome!, $"killed before {dying.Life.Effects[^1]}");
        var again = await next.Apply.ExecuteAsync(permit.Id, Principal.AgentMcp, false, CancellationToken.None);
        Assert.IsType<ApplyResult.Refused>(again);
        Assert.Empty(next.Services.Journal.Unfinished());
        return entry.Outcome!;
    }

    private static void AssertOnce(PipelineWorld world, Operation operation, string outcome, string where)
    {
        var back = Compensation.Of(operation);
        Assert.True(world.Writes.All(write => write.Status == 200), where);
        var executed = world.Writes.Count(write => write.AuditId == operation.Id);
        var undone = world.Writes.Count(write => write.AuditId == back.Id);
        Assert.Equal(world.Writes.Count, executed + undone);
        Assert.Equal(
            outcome switch { "success" => (1, 0), "rolled_back" => (1, 1), _ => (0, 0) }, (executed, undone));
        Assert.Equal(outcome == "success" ? 3 : 2, world.Replicas(PipelineWorld.Frontend));
        var closed = Assert.Single(world.AllRecords("operation.closed"));
        Assert.Equal(outcome, closed["outcome"]!.GetValue<string>());
        var intents =
            world.AllRecords("operation.intent").Select(record => record["id"]!.GetValue<string>()).ToHashSet();
        Assert.All(world.Writes, write => Assert.Contains(write.AuditId, intents));
        var verified = world.Records.Verify();
        Assert.True(verified.IsIntact, $"{where}: {verified.Fault?.Explanation}");
    }

    private static async Task<Permit> PermitAsync(PipelineWorld world)
    {
        var asking = world.NewProcess();
        var governed = await asking.AskAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
        return Assert.IsType<GovernResult.Permitted>(governed).Permit;
    }
}
