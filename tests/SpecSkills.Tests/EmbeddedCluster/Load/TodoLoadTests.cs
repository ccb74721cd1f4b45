using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Load;

/// <summary>The demo's load is steady where it should be, and a third pod can serve its surge.</summary>
public sealed class TodoLoadTests
{
    private const double RequestNanocores = 50e6;

    [Theory]
    [InlineData("todo-frontend")]
    [InlineData("todo-backend")]
    public void Steady_load_keeps_two_pods_between_half_and_two_thirds_of_their_request(string service)
    {
        var (engine, cluster) = Start(TodoLoad.Steady(), service, pods: 2);
        for (var minute = 1; minute <= 60; minute++)
        {
            var now = LoadRun.At(minute * 60);
            var usage = engine.Sample(cluster.Pods[0], now)!.Containers[0].CpuNanocores / RequestNanocores;
            Assert.InRange(usage, 0.45, 0.66);
            Assert.True(engine.Snapshot("default", service, now)!.LatencyP95 < TimeSpan.FromMilliseconds(200));
        }
    }

    [Fact]
    public void The_surge_is_too_much_for_two_frontend_pods_and_not_for_four()
    {
        var surge = LoadRun.At(20 * 60);
        var (two, pair) = Start(TodoLoad.Hour(), "todo-frontend", pods: 2);
        var (four, quartet) = Start(TodoLoad.Hour(), "todo-frontend", pods: 4);

        Assert.True(two.Snapshot("default", "todo-frontend", surge)!.LatencyP95 > TimeSpan.FromMilliseconds(250));
        Assert.True(two.Sample(pair.Pods[0], surge)!.Containers[0].CpuNanocores > RequestNanocores);
        Assert.True(four.Snapshot("default", "todo-frontend", surge)!.LatencyP95 < TimeSpan.FromMilliseconds(200));
        Assert.True(four.Sample(quartet.Pods[0], surge)!.Containers[0].CpuNanocores < 0.8 * RequestNanocores);
    }

    private static (LoadEngine Engine, FixedCluster Cluster) Start(LoadScenario scenario, string service, int pods)
    {
        var cluster = new FixedCluster("default", service).WithPods(pods, LoadRun.Start);
        var engine = new LoadEngine(scenario, LoadRun.Start, new FaultSchedule(FaultPlan.None, LoadRun.Start));
        engine.Attach(cluster);
        return (engine, cluster);
    }
}
