using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;
using SpecSkills.Storage.State;
using Xunit;

namespace SpecSkills.Tests.State;

public sealed class ServiceMemoryTests
{
    private static readonly DateTimeOffset Now = Samples.Now;

    [Fact]
    public void Three_failures_in_a_row_open_a_breaker_that_only_a_person_closes()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        Assert.False(state.Memory.CountFailure("todo-frontend", 3, false, "one", Now));
        Assert.False(state.Memory.CountFailure("todo-frontend", 3, false, "two", Now));
        state.Memory.CountSuccess("todo-frontend");
        Assert.False(state.Memory.CountFailure("todo-frontend", 3, false, "one", Now));
        Assert.False(state.Memory.CountFailure("todo-frontend", 3, false, "two", Now));
        Assert.True(state.Memory.CountFailure("todo-frontend", 3, false, "three", Now));
        Assert.False(state.Memory.CountFailure("todo-frontend", 3, false, "four", Now));
        state.Memory.CountSuccess("todo-frontend");

        using var restarted = folder.Open();
        var history = Complete(restarted).History;
        Assert.Equal((true, false, 4), (history.BreakerOpen, history.GlobalBreakerOpen, history.ConsecutiveFailures));
        Assert.Equal("three", restarted.Memory.Breakers().Single().Why);
        Assert.Throws<ArgumentException>(
            () => restarted.Memory.ResetBreaker("todo-frontend", Principal.AgentMcp, "trust me", Now));
        Assert.Throws<ArgumentException>(
            () => restarted.Memory.ResetBreaker("todo-frontend", Principal.PersonLocal, " ", Now));
        Assert.True(restarted.Memory.ResetBreaker("todo-frontend", Principal.PersonLocal, "fixed", Now));
        Assert.False(restarted.Memory.ResetBreaker("todo-frontend", Principal.PersonLocal, "again", Now));
        Assert.Equal((false, 0), (Complete(state).History.BreakerOpen, Complete(state).History.ConsecutiveFailures));
    }

    [Fact]
    public void A_failed_rollback_opens_at_once_and_two_open_breakers_stop_everything()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        Assert.True(state.Memory.CountFailure("todo-backend", 3, true, "rollback failed", Now));
        Assert.False(Complete(state).History.GlobalBreakerOpen);
        Assert.True(state.Memory.CountFailure("todo-queue", 1, false, "failed", Now));

        var history = Complete(state).History;
        Assert.Equal((false, true), (history.BreakerOpen, history.GlobalBreakerOpen));
        Assert.True(state.Memory.ResetBreaker("*", Principal.PersonLocal, "looked into it", Now));
        Assert.False(Complete(state).History.GlobalBreakerOpen);
    }

    [Fact]
    public void A_cooldown_survives_restarts()
    {
        using var folder = new StateFolder();
        using (var state = folder.Open()) state.Memory.ActionCompleted("todo-frontend", Now);
        using var restarted = folder.Open();

        Assert.Equal(Now, Complete(restarted, Now.AddSeconds(30)).History.LastActionCompletedAt);
    }

    [Fact]
    public void No_way_of_moving_the_clock_shortens_a_cooldown()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        state.Memory.ActionCompleted("todo-frontend", Now);
        var back = Now.AddHours(-1);

        // Back an hour: told once as it is (the engine holds for clock skew), then counted from that moment.
        Assert.Equal(Now, Complete(state, back).History.LastActionCompletedAt);
        Assert.Equal(back, Complete(state, back.AddSeconds(20)).History.LastActionCompletedAt);
        // A few seconds into the future count as they are.
        state.Memory.ActionCompleted("todo-backend", Now);
        // And forth again: the action itself is what counts, not the anchor of an hour ago.
        Assert.Equal(Now, Complete(state, Now.AddSeconds(30)).History.LastActionCompletedAt);
    }

    [Fact]
    public void The_hours_operations_are_those_of_all_services()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        state.Memory.OperationExecuted("todo-backend", Now.AddMinutes(-61));
        state.Memory.OperationExecuted("todo-backend", Now.AddMinutes(-59));
        state.Memory.OperationExecuted("todo-frontend", Now.AddMinutes(-1));

        var history = Complete(state).History;
        Assert.Equal(["todo-backend", "todo-frontend"], history.Operations.Select(one => one.Service));
        Assert.Equal(Now.AddMinutes(-1), history.SamplesAfter);
    }

    [Fact]
    public void A_window_is_complete_when_it_was_watched_from_its_beginning_without_a_gap()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        var window = TimeSpan.FromMinutes(5);
        for (var second = 0; second <= 270; second += 30) Watch(state, Now.AddSeconds(second), 20 + second / 30);
        Assert.False(Complete(state, Now.AddSeconds(270), window).History.CpuWindowComplete);
        for (var second = 300; second <= 330; second += 30) Watch(state, Now.AddSeconds(second), 20 + second / 30);

        var history = Complete(state, Now.AddSeconds(330), window).History;
        Assert.True(history.CpuWindowComplete);
        Assert.Equal([22, 23, 24, 25, 26, 27, 28, 29, 30, 31], history.CpuWindowPercent);
        // No process watched for a while: what happened then is not known.
        Watch(state, Now.AddSeconds(430), 20);
        Assert.False(Complete(state, Now.AddSeconds(430), window).History.CpuWindowComplete);
        Assert.False(Complete(state, Now.AddSeconds(330 + 91), window).History.CpuWindowComplete);
    }

    [Fact]
    public void An_hour_of_samples_gives_percentile_and_maximum()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        for (var i = 0; i < 120; i++) Watch(state, Now.AddSeconds(30 * i), 50, cpu: 100 + i, memory: 1000 - i);
        // The same sample seen twice is one.
        Watch(state, Now.AddSeconds(30 * 119), 50, cpu: 9999, memory: 9999);

        var container = Complete(state, Now.AddSeconds(30 * 119)).Containers[0];
        Assert.Equal((120, 213), (container.Cpu.Samples!.Value, (int)container.Cpu.UsageP95!.Value.Millicores));
        Assert.Equal((120, 1000), (container.Memory.Samples!.Value, (int)container.Memory.UsageMax!.Value.Bytes));
        Assert.Equal(61, Complete(state, Now.AddSeconds(30 * 179)).Containers[0].Cpu.Samples! + 1);
    }

    [Fact]
    public void Another_replica_count_or_a_kill_for_memory_starts_the_samples_anew()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        for (var i = 0; i < 10; i++) Watch(state, Now.AddSeconds(30 * i), 50, cpu: 100, memory: 100);
        Watch(state, Now.AddSeconds(300), 50, cpu: 100, memory: 100, replicas: 3);
        Assert.Equal(1, Complete(state, Now.AddSeconds(300)).Containers[0].Cpu.Samples);
        for (var i = 11; i < 20; i++) Watch(state, Now.AddSeconds(30 * i), 50, cpu: 100, memory: 100, replicas: 3);
        Watch(state, Now.AddSeconds(600), 50, cpu: 100, memory: 100, replicas: 3, killedAt: Now.AddSeconds(580));

        Assert.Equal(1, Complete(state, Now.AddSeconds(600)).Containers[0].Memory.Samples);
    }

    [Fact]
    public void Every_end_of_a_container_counts_once_inside_ten_minutes()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        foreach (var minute in new[] { 0, 3, 3, 6 }) Watch(state, Now.AddMinutes(7), 50,
            killedAt: Now.AddMinutes(minute));

        Assert.Equal(3, Complete(state, Now.AddMinutes(7)).Pods[0].RecentRestarts);
        Assert.Equal(1, Complete(state, Now.AddMinutes(13.5)).Pods[0].RecentRestarts);
        Assert.Equal(2, Complete(state, Now.AddMinutes(7)).Pods[1].RecentRestarts);
    }

    [Fact]
    public void A_revision_seen_whole_is_a_healthy_one()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        Assert.Null(Complete(state).Revisions[0].WasHealthy);
        state.Memory.Remember(Samples.Observation with
        {
            Deployment = Samples.Observation.Deployment with { Revision = "1", RolloutInProgress = true },
        }, Now);
        state.Memory.Remember(Samples.Observation, Now);

        var revisions = Complete(state).Revisions;
        Assert.Equal([("3", true), ("2", true)], revisions.Select(one => (one.Revision, one.WasHealthy ?? false)));
    }

    [Fact]
    public void Own_evictions_recoveries_and_approved_values_come_back()
    {
        using var folder = new StateFolder();
        using var state = folder.Open();
        state.Memory.Restarted("todo-frontend", "3", 2, Now.AddMinutes(-1));
        state.Memory.InRecovery("todo-backend", true, Now);
        state.Memory.InRecovery("todo-queue", true, Now);
        state.Memory.InRecovery("todo-queue", false, Now);
        state.Memory.Approve("todo-frontend", new ApprovedValues("1.0.0", Map("app.cpu.request", "100m")), Now);
        state.Memory.Approve("todo-frontend", new ApprovedValues("1.1.0", Map("max_replicas", "6")), Now.AddSeconds(1));

        using var restarted = folder.Open();
        var seen = Complete(restarted);
        Assert.Equal(2, seen.History.RestartAttempts.Count);
        Assert.Equal(["todo-backend"], seen.History.ServicesInRecovery);
        Assert.Equal("1.1.0", seen.Approved!.Version);
        Assert.Equal(("100m", "6"), (seen.Approved.Values["app.cpu.request"], seen.Approved.Values["max_replicas"]));
        Assert.Empty(Complete(restarted, Now.AddMinutes(11)).History.ServicesInRecovery);
    }

    private static Dictionary<string, string> Map(string key, string value) => new() { [key] = value };

    private static Observation Complete(WorkspaceState state, DateTimeOffset? now = null, TimeSpan window = default) =>
        state.Memory.Complete(Samples.Observation, window, now ?? Now);

    private static void Watch(
        WorkspaceState state, DateTimeOffset at, decimal percent, long? cpu = null, long? memory = null,
        int replicas = 2,
        DateTimeOffset? killedAt = null)
    {
        var seen = Samples.Observation;
        var container = seen.Containers[0];
        state.Memory.Remember(seen with
        {
            ObservedAt = at,
            Deployment = seen.Deployment with { Replicas = replicas },
            Metrics = new MetricReadings(Cpu: new MetricReading.Sample(percent, at)),
            Pods = killedAt is null
                ? seen.Pods
                : [seen.Pods[0] with { LastTermination = new ContainerTermination("OOMKilled", 137, killedAt) }],
            Containers =
            [
                container with
                {
                    Cpu = container.Cpu with { Usage = cpu is { } cores ? new CpuQuantity(cores) : null },
                    Memory = container.Memory with { Usage = memory is { } bytes ? new ByteQuantity(bytes) : null },
                },
            ],
        }, at);
    }
}
