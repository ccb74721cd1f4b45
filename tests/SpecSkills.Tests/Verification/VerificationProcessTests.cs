using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Verification;
using Xunit;

namespace SpecSkills.Tests.Verification;

public class VerificationProcessTests
{
    private static readonly VerificationWorld ScaleUp = new();
    private static readonly VerificationWorld ScaleDown = new()
    {
        Parameters = new OperationParameters.Scale(1),
        BeforeCpu = 20,
        BeforeLatency = 100,
    };

    [Fact]
    public void A_scale_up_that_brings_every_target_back_passes_at_the_end_of_the_window()
    {
        var done = ScaleUp.Run(
            ScaleUp.Seen(5, 3, 2, 90), ScaleUp.Seen(15, 3, 3, 90), ScaleUp.Seen(30, 3, 3, 65),
            ScaleUp.Seen(75, 3, 3, 60));
        Assert.Equal((VerificationResult.Passed, false), (done.Report.Result, done.NeedsRollback));
        Assert.Equal(TimeSpan.FromSeconds(75), done.Report.WaitTime);
        Assert.Equal("3", done.Report.PostOperationState[0].Text);
        var latency = Assert.Single(done.Report.Checks, check => check.Metric == "latency_p95");
        Assert.Equal(
            new TargetCheck("spec.performance.latency_p95", "220ms", "150ms", "200ms", true, "latency_p95"), latency);
    }

    [Fact]
    public void A_scale_up_that_never_becomes_available_is_undone()
    {
        var done = ScaleUp.Run(ScaleUp.Seen(20, 3, 2, 90), ScaleUp.Seen(40, 3, 2, 90));
        Assert.Equal((VerificationResult.Failed, true), (done.Report.Result, done.NeedsRollback));
    }

    [Fact]
    public void A_scale_up_under_growing_load_is_ineffective_and_kept()
    {
        var done = ScaleUp.Run(
            ScaleUp.Seen(10, 3, 3, 95), ScaleUp.Seen(50, 3, 3, 95), ScaleUp.Seen(60, 3, 3, 95, latency: 300));
        Assert.Equal((VerificationResult.Ineffective, false), (done.Report.Result, done.NeedsRollback));
        Assert.Equal(TimeSpan.FromSeconds(60), done.Report.WaitTime);
    }

    [Fact]
    public void What_was_missed_before_and_still_fills_the_samples_is_no_violation_yet()
    {
        var done = ScaleUp.Run(
            ScaleUp.Seen(10, 3, 3, 95, latency: 300), ScaleUp.Seen(20, 3, 3, 95, latency: 280),
            ScaleUp.Seen(30, 3, 3, 90, latency: 260), ScaleUp.Seen(70, 3, 3, 60, latency: 150));
        Assert.Equal(VerificationResult.Passed, done.Report.Result);
    }

    [Fact]
    public void Strict_rollback_makes_ineffective_a_failure()
    {
        var strict = ScaleUp with { StrictRollback = true };
        var done = strict.Run(strict.Seen(10, 3, 3, 95), strict.Seen(50, 3, 3, 95), strict.Seen(60, 3, 3, 95));
        Assert.Equal((VerificationResult.Failed, true), (done.Report.Result, done.NeedsRollback));
    }

    [Fact]
    public void A_scale_up_that_breaks_the_error_rate_is_undone_after_two_samples_not_one()
    {
        var once = ScaleUp.Run(
            ScaleUp.Seen(10, 3, 3, 60, errors: 5), ScaleUp.Seen(20, 3, 3, 60), ScaleUp.Seen(70, 3, 3, 60));
        Assert.Equal(VerificationResult.Passed, once.Report.Result);
        var twice = ScaleUp.Run(ScaleUp.Seen(10, 3, 3, 60, errors: 5), ScaleUp.Seen(20, 3, 3, 60, errors: 5));
        Assert.Equal((VerificationResult.Failed, true), (twice.Report.Result, twice.NeedsRollback));
    }

    [Fact]
    public void An_error_rate_that_was_missed_before_is_no_reason_to_take_capacity_away()
    {
        var world = ScaleUp with { BeforeErrors = 4 };
        var done = world.Run(world.Seen(10, 3, 3, 60, errors: 5), world.Seen(70, 3, 3, 60, errors: 5));
        Assert.Equal((VerificationResult.Ineffective, false), (done.Report.Result, done.NeedsRollback));
    }

    [Fact]
    public void The_same_sample_seen_twice_counts_once()
    {
        var state = ScaleUp.Begin();
        for (var seconds = 15; seconds < 60; seconds += 5)
        {
            var step = VerificationProcess.Step(
                state, ScaleUp.Operation(), ScaleUp.Seen(seconds, 3, 3, 60, errors: 5, sampledAt: 15),
                VerificationWorld.Start.AddSeconds(seconds));
            state = Assert.IsType<VerificationStep.Waiting>(step).State;
        }

        Assert.Equal(1, state.ViolatingSamples);
    }

    [Fact]
    public void Samples_from_before_the_change_had_settled_are_not_used()
    {
        var done = ScaleUp.Run(
            ScaleUp.Seen(20, 3, 3, 99, errors: 9, sampledAt: 10), ScaleUp.Seen(30, 3, 3, 99, errors: 9, sampledAt: 15),
            ScaleUp.Seen(80, 3, 3, 60));
        Assert.Equal(VerificationResult.Passed, done.Report.Result);
    }

    [Fact]
    public void An_availability_scraped_during_the_rollout_ends_nothing_early_while_every_replica_is_ready()
    {
        static Observation Seen(int seconds, int ready, decimal availability)
        {
            var seen = new VerificationWorld().Seen(seconds, 3, ready, 50);
            return seen with
            {
                Metrics = seen.Metrics with { Availability = new MetricReading.Sample(availability, seen.ObservedAt) },
            };
        }

        var world = new VerificationWorld();
        var kept = world.Run(Seen(10, 3, 66.67m), Seen(15, 3, 66.67m), Seen(20, 3, 66.67m), Seen(70, 3, 100));
        Assert.Equal(VerificationResult.Passed, kept.Report.Result);
        // A replica that is lost again is no matter of scrapes.
        var lost = world.Run(Seen(10, 3, 100), Seen(15, 2, 66.67m), Seen(20, 2, 66.67m));
        Assert.Equal(VerificationResult.Failed, lost.Report.Result);
    }

    [Fact]
    public void A_scale_down_that_misses_any_target_is_undone()
    {
        var done = ScaleDown.Run(
            ScaleDown.Seen(10, 1, 1, 50, latency: 250), ScaleDown.Seen(20, 1, 1, 50, latency: 250));
        Assert.Equal((VerificationResult.Failed, true), (done.Report.Result, done.NeedsRollback));
    }

    [Fact]
    public void Without_rollback_on_failure_it_is_left_to_people()
    {
        var world = ScaleDown with { RollbackOnFailure = false };
        var done = world.Run(world.Seen(10, 1, 1, 99), world.Seen(20, 1, 1, 99));
        Assert.Equal((VerificationResult.Failed, false), (done.Report.Result, done.NeedsRollback));
        Assert.Contains("spec.reliability.rollback_on_failure", done.Report.Rationale);
    }

    [Fact]
    public void Under_twenty_requests_latency_and_errors_are_not_judged()
    {
        var done = ScaleDown.Run(
            ScaleDown.Seen(10, 1, 1, 10, latency: 900, errors: 100, requests: 19, throughput: 0.2m),
            ScaleDown.Seen(70, 1, 1, 10, latency: 900, errors: 100, requests: 19, throughput: 0.2m));
        Assert.Equal(VerificationResult.Passed, done.Report.Result);
    }

    [Theory]
    [InlineData(150, null)]
    [InlineData(250, false)]
    public void Low_throughput_is_missed_only_where_users_are_served_badly(int latency, bool? met)
    {
        var done = ScaleDown.Run(
            ScaleDown.Seen(10, 1, 1, 10, latency, throughput: 40),
            ScaleDown.Seen(70, 1, 1, 10, latency, throughput: 40));
        Assert.Equal(met, Assert.Single(done.Report.Checks, check => check.Metric == "throughput").Met);
    }

    [Fact]
    public void Blind_collectors_make_it_inconclusive_and_a_scale_down_is_undone()
    {
        Observation Blind(int seconds) => ScaleDown.Seen(seconds, 1, 1, null, null, null, throughput: null) with
        {
            Metrics = new MetricReadings(Cpu: new MetricReading.Failed("connection refused")),
        };
        var done = ScaleDown.Run(Blind(10), Blind(70));
        Assert.Equal((VerificationResult.Inconclusive, true), (done.Report.Result, done.NeedsRollback));
    }

    [Fact]
    public void Another_writers_count_supersedes_and_is_never_rolled_back_over()
    {
        var done = ScaleUp.Run(ScaleUp.Seen(10, 5, 5, 99));
        Assert.Equal((VerificationResult.Superseded, false), (done.Report.Result, done.NeedsRollback));
    }

    [Fact]
    public void A_namesake_of_the_object_supersedes()
    {
        var done = ScaleUp.Run(ScaleUp.Seen(10, 3, 3, 60) with
        {
            Deployment = ScaleUp.Seen(10, 3, 3, 60).Deployment with { Uid = "uid-2" },
        });
        Assert.Equal(VerificationResult.Superseded, done.Report.Result);
    }

    [Fact]
    public void An_unreachable_cluster_is_waited_for_until_it_is_overdue()
    {
        var done = ScaleUp.Run(new Observation?[200]);
        Assert.Equal((VerificationResult.Failed, false), (done.Report.Result, done.NeedsRollback));
        // 40 s to become available, 60 s window, five minutes more.
        Assert.Equal(TimeSpan.FromSeconds(400), done.Report.WaitTime);
    }

    [Fact]
    public void Overdue_with_evidence_is_undone()
    {
        var done = ScaleDown.Run(ScaleDown.Seen(500, 1, 1, 99));
        Assert.Equal((VerificationResult.Failed, true), (done.Report.Result, done.NeedsRollback));
    }

    [Fact]
    public void An_eviction_is_verified_and_never_undone()
    {
        var world = ScaleUp with { Parameters = new OperationParameters.RestartPods(["web-1"]) };
        var done = world.Run(world.Seen(10, 2, 1, 60), world.Seen(45, 2, 1, 60));
        Assert.Equal((VerificationResult.Failed, false), (done.Report.Result, done.NeedsRollback));
    }

    [Fact]
    public void A_rollback_is_judged_by_what_it_restores_not_by_the_load()
    {
        var state = ScaleUp.Begin().OfCompensation(VerificationWorld.Start);
        var back = Core.Execution.Compensation.Of(ScaleUp.Operation());
        var first = VerificationProcess.Step(
            state, back, ScaleUp.Seen(10, 2, 2, 99, latency: 400), VerificationWorld.Start.AddSeconds(10));
        var done = VerificationProcess.Step(
            Assert.IsType<VerificationStep.Waiting>(first).State, back, ScaleUp.Seen(80, 2, 2, 99, latency: 400),
            VerificationWorld.Start.AddSeconds(80));
        Assert.Equal(VerificationResult.Passed, Assert.IsType<VerificationStep.Finished>(done).Report.Result);
    }

    [Fact]
    public void Two_observations_are_enough_for_the_pure_form()
    {
        var report = VerificationProcess.Evaluate(
            ScaleUp.Blueprint(), ScaleUp.Operation(), ScaleUp.Before(), ScaleUp.Seen(60, 3, 3, 60));
        Assert.Equal(VerificationResult.Passed, report.Result);
        Assert.Equal(TimeSpan.FromSeconds(60), report.WaitTime);
        Assert.True(report.TargetsMet);
        Assert.Contains("spec.performance.latency_p95", report.Rationale);
    }
}
