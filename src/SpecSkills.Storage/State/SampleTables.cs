using System.Globalization;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Storage.State;

/// <summary>
/// What observations leave behind: cpu pressures for the stabilization window, usage for resource recommendations, ends
/// of containers for restart counts, revisions that were seen healthy. Old rows go when new ones come.
/// </summary>
internal static class SampleTables
{
    /// <summary>Longer stabilization than this is a schedule, not a stabilization.</summary>
    private static readonly TimeSpan CpuKept = TimeSpan.FromHours(24);

    /// <summary>Recommendations rest on the last hour.</summary>
    private static readonly TimeSpan UsageKept = EngineConstants.OptimizationQuiet;

    /// <summary>More rows than this per service are a sampling interval gone wrong.</summary>
    private const int RowLimit = 20_000;

    public static void Remember(StateSession session, Observation observation, DateTimeOffset now)
    {
        Cpu(session, observation, now);
        Usage(session, observation, now);
        Ends(session, observation, now);
        var deployment = observation.Deployment;
        if (deployment is { Settled: true, Revision: { } revision, Replicas: > 0, RolloutInProgress: false }
            && deployment.ReadyReplicas >= deployment.Replicas)
            session.Execute(
                "INSERT OR REPLACE INTO healthy_revisions (service, revision, at) VALUES ($1, $2, $3)",
                observation.Service, revision, now.UtcTicks);
    }

    /// <summary>Pressures inside the window, oldest first, and whether they cover it without a gap.</summary>
    public static (IReadOnlyList<decimal> Percents, bool Complete) CpuWindow(
        StateSession session, string service, TimeSpan window, DateTimeOffset now)
    {
        if (window <= TimeSpan.Zero) return ([], true);
        var start = now - window;
        // The last sample before the window shows that it was watched from its beginning.
        var rows = session.All(
            "SELECT at, percent FROM cpu_samples WHERE service = $1 AND at <= $3 AND at >= COALESCE(" +
            "(SELECT MAX(at) FROM cpu_samples WHERE service = $1 AND at <= $2), $2) ORDER BY at",
            row => (At: StateText.Time(row.GetInt64(0)),
                Percent: decimal.Parse(row.GetString(1), CultureInfo.InvariantCulture)),
            service, start.UtcTicks, (now + EngineConstants.ClockTolerance).UtcTicks);
        var complete = rows.Count > 0 && rows[0].At <= start;
        for (var i = 0; i < rows.Count && complete; i++)
        {
            var next = i + 1 < rows.Count ? rows[i + 1].At : now;
            complete = next - rows[i].At <= EngineConstants.SampleFreshness;
        }

        return ([.. rows.Where(row => row.At > start).Select(row => row.Percent)], complete);
    }

    /// <summary>The container with what an hour of samples says about it.</summary>
    public static ContainerReading WithUsage(StateSession session, string service, ContainerReading container,
        DateTimeOffset now)
    {
        var rows = session.All(
            "SELECT millicores, bytes FROM usage_samples WHERE service = $1 AND container = $2 AND at > $3",
            row => (Cpu: row.NumberAt(0), Memory: row.NumberAt(1)), service, container.Name,
            (now - UsageKept).UtcTicks);
        var cpu = rows.Where(row => row.Cpu is not null).Select(row => row.Cpu!.Value).Order().ToList();
        var memory = rows.Where(row => row.Memory is not null).Select(row => row.Memory!.Value).ToList();
        return container with
        {
            Cpu = container.Cpu with
            {
                Samples = container.Cpu.Samples ?? cpu.Count,
                UsageP95 = container.Cpu.UsageP95 ?? (cpu.Count == 0 ? null : new CpuQuantity(Percentile95(cpu))),
            },
            Memory = container.Memory with
            {
                Samples = container.Memory.Samples ?? memory.Count,
                UsageMax = container.Memory.UsageMax ?? (memory.Count == 0 ? null : new ByteQuantity(memory.Max())),
            },
        };
    }

    /// <summary>The pod with every end of a container that was seen inside the window counted once.</summary>
    public static PodReading WithRestarts(StateSession session, string service, PodReading pod, DateTimeOffset now)
    {
        var seen = session.Number(
            "SELECT COUNT(*) FROM container_ends WHERE service = $1 AND pod = $2 AND at > $3",
            service, pod.Name, (now - EngineConstants.RestartWindow).UtcTicks) ?? 0;
        return seen > pod.RecentRestarts ? pod with { RecentRestarts = (int)seen } : pod;
    }

    public static HashSet<string> HealthyRevisions(StateSession session, string service) => [.. session.All(
        "SELECT revision FROM healthy_revisions WHERE service = $1", row => row.GetString(0), service)];

    /// <summary>Nearest rank: a value that was measured, not one between two.</summary>
    private static long Percentile95(List<long> ordered) => ordered[(ordered.Count * 95 + 99) / 100 - 1];

    private static void Cpu(StateSession session, Observation observation, DateTimeOffset now)
    {
        if (observation.Metrics.Cpu is not MetricReading.Sample { Value: { } percent, SampledAt: { } at }) return;
        session.Execute(
            "INSERT OR IGNORE INTO cpu_samples (service, at, percent) VALUES ($1, $2, $3)",
            observation.Service, at.UtcTicks, percent.ToString(CultureInfo.InvariantCulture));
        session.Execute(
            "DELETE FROM cpu_samples WHERE service = $1 AND (at < $2 OR at < (SELECT at FROM cpu_samples " +
            "WHERE service = $1 ORDER BY at DESC LIMIT 1 OFFSET $3))",
            observation.Service, (now - CpuKept).UtcTicks, RowLimit);
    }

    private static void Usage(StateSession session, Observation observation, DateTimeOffset now)
    {
        var deployment = observation.Deployment;
        var shape = session.First(
            "SELECT replicas, revision FROM usage_shape WHERE service = $1",
            row => (Replicas: row.GetInt64(0), Revision: row.TextAt(1)), observation.Service);
        var since = observation.Pods
            .Where(pod => pod.LastTermination is { Reason: "OOMKilled" })
            .Max(pod => pod.LastTermination!.At);
        // Another count spreads the load anew, another template uses it differently.
        if (shape != (deployment.Replicas, deployment.Revision))
        {
            session.Execute("DELETE FROM usage_samples WHERE service = $1", observation.Service);
            session.Execute(
                "INSERT OR REPLACE INTO usage_shape (service, replicas, revision) VALUES ($1, $2, $3)",
                observation.Service, deployment.Replicas, deployment.Revision);
        }

        foreach (var container in observation.Containers)
            if (container.Cpu.Usage is not null || container.Memory.Usage is not null)
                session.Execute(
                    "INSERT OR IGNORE INTO usage_samples (service, container, at, millicores, bytes) VALUES ($1, $2, " +
                    "$3, $4, $5)",
                    observation.Service, container.Name, SampledAt(observation).UtcTicks,
                    container.Cpu.Usage?.Millicores,
                    container.Memory.Usage?.Bytes);
        // A kill for memory cut short what would have been used: earlier measurements do not count.
        var oldest = now - UsageKept;
        session.Execute(
            "DELETE FROM usage_samples WHERE service = $1 AND at <= $2",
            observation.Service, (since > oldest ? since.Value : oldest).UtcTicks);
    }

    /// <summary>The sample's own time, so that looking twice at one sample counts it once.</summary>
    private static DateTimeOffset SampledAt(Observation observation) =>
        observation.Metrics.Cpu is MetricReading.Sample { SampledAt: { } at } ? at : observation.ObservedAt;

    private static void Ends(StateSession session, Observation observation, DateTimeOffset now)
    {
        foreach (var pod in observation.Pods)
            if (pod.LastTermination?.At is { } at)
                session.Execute(
                    "INSERT OR IGNORE INTO container_ends (service, pod, at) VALUES ($1, $2, $3)",
                    observation.Service, pod.Name, at.UtcTicks);
        session.Execute(
            "DELETE FROM container_ends WHERE service = $1 AND at < $2",
            observation.Service, (now - EngineConstants.RestartWindow).UtcTicks);
    }
}
