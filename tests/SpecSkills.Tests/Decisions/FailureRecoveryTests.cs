using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using Xunit;
using static SpecSkills.Tests.Decisions.TestObservations;

namespace SpecSkills.Tests.Decisions;

public sealed class FailureRecoveryTests
{
    private static readonly Observation OldRevision = Calm with
    {
        Revisions = [.. Calm.Revisions.Take(2), new RevisionReading("3", Now - TimeSpan.FromHours(1), null, "todo:3")],
    };

    [Fact]
    public void A_failed_pod_below_the_limit_is_restarted_by_name()
    {
        var decision = (Calm with { Pods = [Pod("a"), Crashing("b", 1), Pod("c")] }).Decide();

        Assert.Equal((DecisionType.RestartPods, "failed_pods"), (decision.Type, decision.Reason));
        var operation = Assert.Single(decision.Operations);
        Assert.Equal(OperationOrigin.Recovery, operation.Origin);
        Assert.Equal(["b"], Assert.IsType<OperationParameters.RestartPods>(operation.Parameters).Pods);
        Assert.Equal(FieldValues.Of("pods", "b"), operation.Before);
        Assert.Equal(FieldValues.Of("pods", ""), operation.After);
    }

    [Fact]
    public void Restarts_that_ended_well_are_only_observed_and_scaling_goes_on()
    {
        var decision = (Calm with { Pods = [Pod("a") with { RecentRestarts = 2 }, Pod("b"), Pod("c")] }).Decide();

        Assert.Equal((DecisionType.Hold, "within_band"), (decision.Type, decision.Reason));
        Assert.StartsWith("restarts_observed", Rule(decision, "failure_recovery").Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 9, "within_band")]
    [InlineData(0, 10, "failed_pods")]
    [InlineData(1, 19, "within_band")]
    [InlineData(1, 20, "failed_pods")]
    [InlineData(2, 39, "within_band")]
    [InlineData(2, 40, "failed_pods")]
    public void The_nth_own_attempt_waits_twice_as_long_as_the_one_before(int attempts, int seconds, string reason)
    {
        var last = Now - TimeSpan.FromSeconds(seconds);
        var observation = Calm with
        {
            Pods = [Crashing("a", 0, TimeSpan.FromSeconds(seconds)), Pod("b"), Pod("c")],
            History = new ServiceHistory
            {
                RestartAttempts = Attempts(attempts, last, TimeSpan.FromSeconds(30)),
            },
        };

        var patient = TestBlueprints.Reliability(r => r with { MaxRestartCount = 9 });
        Assert.Equal(reason, observation.Decide(patient).Reason);
    }

    [Fact]
    public void Waits_end_at_five_minutes_and_fixed_ones_stay_at_ten_seconds()
    {
        var observation = Calm with
        {
            Pods = [Crashing("a", 0), Pod("b"), Pod("c")],
            History = new ServiceHistory
            {
                RestartAttempts = Attempts(12, Now - TimeSpan.FromSeconds(299), TimeSpan.FromSeconds(300)),
            },
        };
        var patient = TestBlueprints.Reliability(r => r with { MaxRestartCount = 99 });
        var restless = TestBlueprints.Reliability(r => r with
        {
            MaxRestartCount = 99,
            RestartBackoff = RestartBackoff.Fixed,
        });

        var held = Rule(observation.Decide(patient), "failure_recovery");
        Assert.StartsWith("backoff", held.Why, StringComparison.Ordinal);
        Assert.Equal(DecisionType.RestartPods, observation.Decide(restless).Type);
    }

    [Fact]
    public void A_budget_that_allows_nothing_holds_without_blocking_scaling()
    {
        var decision = (Calm with
        {
            Pods = [Crashing("a", 1), Pod("b"), Pod("c")],
            DisruptionBudget = new DisruptionBudget(0),
            Metrics = Metrics(90, 50, 100),
        }).Decide();

        Assert.Equal(DecisionType.ScaleUp, decision.Type);
        Assert.StartsWith("disruption_budget", Rule(decision, "failure_recovery").Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(1, 1)]
    public void No_more_pods_are_evicted_than_limit_and_budget_allow(int? allowed, int evicted)
    {
        var decision = (Calm with
        {
            Pods = [Crashing("c", 1), Crashing("b", 0), Crashing("a", 0), Pod("d"), Pod("e")],
            DisruptionBudget = allowed is { } count ? new DisruptionBudget(count) : null,
        }).Decide();

        Assert.Equal(evicted, ((OperationParameters.RestartPods)decision.Operations[0].Parameters).Pods.Count);
    }

    [Fact]
    public void Own_evictions_count_since_a_successor_starts_at_zero()
    {
        var attempts = Enumerable.Range(1, 3).Select(i => new RestartAttempt("3", Now - TimeSpan.FromMinutes(i)));
        var decision = (Calm with
        {
            Pods = [Crashing("a", 0), Pod("b"), Pod("c")],
            History = new ServiceHistory { RestartAttempts = [.. attempts.Reverse()] },
        }).Decide();

        Assert.Equal((DecisionType.Rollback, "restart_limit_reached"), (decision.Type, decision.Reason));
    }

    [Fact]
    public void Restarts_of_an_earlier_revision_do_not_count()
    {
        var decision = (Calm with
        {
            Pods = [Pod("a") with { Revision = "2", RecentRestarts = 9 }, Pod("b"), Pod("c")],
            History = new ServiceHistory { RestartAttempts = [new RestartAttempt("2", Now)] },
        }).Decide();

        Assert.Equal("within_band", decision.Reason);
    }

    [Fact]
    public void A_young_revision_at_the_limit_is_rolled_back_to_the_newest_healthy_one()
    {
        var decision = (Calm with { Pods = [Crashing("a", 3), Pod("b"), Pod("c")] }).Decide();

        Assert.Equal(DecisionType.Rollback, decision.Type);
        Assert.True(decision.Alert);
        Assert.False(decision.ProposalOnly);
        var operation = Assert.Single(decision.Operations);
        Assert.Equal(new OperationParameters.Rollback("2"), operation.Parameters);
        Assert.Equal(FieldValues.Of("revision", "3"), operation.Before);
        Assert.Equal(FieldValues.Of("revision", "2"), operation.After);
        Assert.Contains("spec.reliability.rollback_on_failure", decision.BlueprintReferences);
    }

    [Fact]
    public void A_rollout_past_its_deadline_is_rolled_back_without_any_restart()
    {
        var decision = Calm.With(d => d with { ProgressDeadlineExceeded = true }).Decide();

        Assert.Equal((DecisionType.Rollback, "progress_deadline_exceeded"), (decision.Type, decision.Reason));
    }

    [Fact]
    public void Rollback_is_only_proposed_when_the_blueprint_or_GitOps_forbids_it_and_blocks_scaling()
    {
        var failing = Calm with { Pods = [Crashing("a", 3), Pod("b"), Pod("c")], Metrics = Metrics(95, 50, 100) };
        var forbidden = failing.Decide(TestBlueprints.Reliability(r => r with { RollbackOnFailure = false }));
        var foreign = failing.With(d => d with { ManagedByGitOps = "argocd" }).Decide();

        Assert.Equal((DecisionType.Rollback, true), (forbidden.Type, forbidden.ProposalOnly));
        Assert.Equal((DecisionType.Rollback, true), (foreign.Type, foreign.ProposalOnly));
    }

    [Fact]
    public void Without_a_healthy_earlier_revision_a_person_is_called()
    {
        var unknown = Calm.Revisions.Select(revision => revision with { WasHealthy = null });
        var failing = Calm with { Pods = [Crashing("a", 3), Pod("b"), Pod("c")] };

        Assert.Equal("no_rollback_target", (failing with { Revisions = [.. unknown] }).Decide().Reason);
        Assert.Equal("no_rollback_target", (failing with { Revisions = [] }).Decide().Reason);
    }

    [Fact]
    public void A_revision_older_than_an_hour_is_not_undone_and_the_exit_code_is_named()
    {
        var decision = (OldRevision with { Pods = [Crashing("a", 3), Pod("b"), Pod("c")] }).Decide();

        Assert.Equal((DecisionType.Hold, "restart_limit", true), (decision.Type, decision.Reason, decision.Alert));
        Assert.Contains("exit code 1", decision.Rationale, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_unhealthy_pods_point_past_the_pods()
    {
        var decision = (OldRevision with { Pods = [Crashing("a", 2), Crashing("b", 1), Pod("c"), Pod("d")] }).Decide();

        Assert.Equal("systemic_failure", decision.Reason);
    }

    [Fact]
    public void Pods_on_their_way_are_not_unhealthy()
    {
        var starting = Pod("n") with { Ready = false, StartedAt = Now };
        var decision = (OldRevision with { Pods = [Pod("a"), starting, starting with { Name = "m" }] })
            .With(d => d with { WarmingPods = 2, ReadyReplicas = 1 }).Decide();

        Assert.NotEqual("systemic_failure", decision.Reason);
    }

    [Fact]
    public void Another_service_in_recovery_only_matters_when_this_one_fails_too()
    {
        var history = new ServiceHistory { ServicesInRecovery = ["todo-backend"] };
        var unready = Pod("a") with { Ready = false };

        Assert.Equal("within_band", (OldRevision with { History = history }).Decide().Reason);
        Assert.Equal("systemic_failure", (OldRevision with { History = history, Pods = [unready, Pod("b"), Pod("c")] })
            .Decide().Reason);
        Assert.Equal("within_band", (OldRevision with
        {
            History = new ServiceHistory { ServicesInRecovery = ["todo-frontend"] },
            Pods = [unready, Pod("b"), Pod("c")],
        }).Decide().Reason);
    }

    [Fact]
    public void Out_of_memory_is_answered_with_memory_and_never_with_a_restart()
    {
        var killed = Crashing("a", 1) with
        {
            LastTermination = new ContainerTermination("OOMKilled", 137, Now - TimeSpan.FromMinutes(1)),
        };
        var calm = (OldRevision with { Pods = [killed, Pod("b"), Pod("c")] }).Decide();
        var busy = (OldRevision with { Pods = [killed, Pod("b"), Pod("c")], Metrics = Metrics(90, 50, 100) }).Decide();

        Assert.Equal((DecisionType.AdjustResources, "oom_killed", true), (calm.Type, calm.Reason, calm.ProposalOnly));
        Assert.Equal("640Mi", calm.Operations[0].After["app.memory.limit"]);
        Assert.Equal("160Mi", calm.Operations[0].After["app.memory.request"]);
        Assert.Equal(DecisionType.ScaleUp, busy.Type);
    }

    [Fact]
    public void An_image_that_cannot_be_pulled_is_not_restarted()
    {
        var stuck = Pod("a") with { Ready = false, WaitingReason = "ImagePullBackOff" };
        var decision = (Calm with { Pods = [stuck, Pod("b"), Pod("c")] }).Decide();

        Assert.Empty(decision.Operations);
        Assert.StartsWith("cannot_start", Rule(decision, "failure_recovery").Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_of_zero_is_reached_by_the_first_failure()
    {
        var none = TestBlueprints.Reliability(r => r with { MaxRestartCount = 0 });

        Assert.Equal("within_band", OldRevision.Decide(none).Reason);
        Assert.Equal("restart_limit", (OldRevision with { Pods = [Crashing("a", 0), Pod("b"), Pod("c")] })
            .Decide(none).Reason);
    }

    /// <summary>Own evictions of the current revision, the newest at <paramref name="last"/>.</summary>
    private static RestartAttempt[] Attempts(int count, DateTimeOffset last, TimeSpan apart) =>
        [.. Enumerable.Range(0, count).Reverse().Select(i => new RestartAttempt("3", last - (apart * i)))];

    private static ConsideredRule Rule(Decision decision, string rule) =>
        decision.Considered.Single(considered => considered.Rule == rule);
}
