using SpecSkills.Application.Execution;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Verification;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Execution;

/// <summary>The wall clock is set back under an operation: what is kept of it can still be read.</summary>
public class ClockStepTests
{
    /// <summary>Found by random sequence 738: it had waited for -496 s, which no later process could read.</summary>
    [Fact]
    public async Task Judged_before_it_was_executed_by_the_clock_an_operation_has_waited_no_time()
    {
        await using var world = await PipelineWorld.StartAsync();
        var (process, permit) = await ScaledAsync(world);
        world.Clock.Now -= TimeSpan.FromMinutes(8);
        world.ScaleByHand(PipelineWorld.Frontend, 4);
        await world.FinishAsync(process, permit.Id);

        var kept = world.NewProcess().Services.Journal.Find(permit.Id)!;

        Assert.Equal(("superseded", TimeSpan.Zero), (kept.Outcome, kept.Report!.WaitTime));
    }

    [Fact]
    public void No_report_tells_of_less_than_no_time()
    {
        var report = new VerificationReport(
            "sha256:0", VerificationResult.Failed, TimeSpan.FromMinutes(-8), [], false, [], "",
            new RollbackReport(true, TimeSpan.FromMinutes(-1), FieldValues.Empty));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (report.WaitTime, report.Rollback!.Duration));
    }

    private static async Task<(PipelineProcess Process, Permit Permit)> ScaledAsync(PipelineWorld world)
    {
        var process = world.NewProcess();
        var (permit, result) = await process.DoAsync(PipelineWorld.Frontend, new OperationParameters.Scale(3));
        Assert.IsType<ApplyResult.Executed>(result);
        return (process, permit);
    }
}
