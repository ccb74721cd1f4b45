using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.Tests.Fakes;

namespace SpecSkills.Tests.EmbeddedCluster.Load;

/// <summary>A service under load on a fixed cluster.</summary>
internal sealed class LoadRun
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static readonly ServiceCost Cost = new()
    {
        CpuMillisecondsPerRequest = 5,
        IdleMillicores = 2,
        BaseLatency = TimeSpan.FromMilliseconds(10),
    };

    public LoadRun(TrafficCurve traffic, int pods, FaultPlan? plan = null, ServiceCost? cost = null,
        double noise = 0.03, ulong seed = 1)
    {
        Cluster = new FixedCluster("default", "web").WithPods(pods, Start);
        Faults = new FaultSchedule(plan ?? FaultPlan.None, Start);
        var load = new ServiceLoad("default", "web", traffic, cost ?? Cost) { NoiseShare = noise };
        Engine = new LoadEngine(new LoadScenario([load]) { Seed = seed }, Start, Faults);
        Faults.Attach(Cluster);
        Engine.Attach(Cluster);
    }

    public FixedCluster Cluster { get; }

    public FaultSchedule Faults { get; }

    public LoadEngine Engine { get; }

    public static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    public LoadSnapshot SnapshotAt(double seconds) => Engine.Snapshot("default", "web", At(seconds))!;

    /// <summary>Newest value of every series, by its labels written out.</summary>
    public SortedDictionary<string, double> Scrape(double seconds)
    {
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var series in Engine.Series(At(seconds)))
        {
            var samples = series.Read(0, At(seconds).ToUnixTimeMilliseconds());
            values[string.Join(',', series.Labels.Pairs.Select(pair => $"{pair.Key}={pair.Value}"))] =
                samples[^1].Value;
        }
        return values;
    }
}
