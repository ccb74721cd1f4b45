using System.Diagnostics;
using System.Text;
using SpecSkills.Application.Agent;
using SpecSkills.Application.Decisions;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Policies;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.EmbeddedCluster.Metrics;
using SpecSkills.Hosting.Ids;
using SpecSkills.Kubernetes;
using SpecSkills.Kubernetes.Writing;
using SpecSkills.Storage.Audit;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Storage.State;

namespace SpecSkills.Benchmarks;

/// <summary>
/// Rounds of the unattended agent over many services, each with its own accepted blueprint and Deployment: everything
/// is read, observed, decided, stored and recorded as in a running agent, and nothing needs to be done.
/// </summary>
internal static class Rounds
{
    private const int Again = 3;

    public static async Task<int> MeasureAsync(IReadOnlyList<int> sizes)
    {
        foreach (var count in sizes.Count == 0 ? [50, 200, 500, 1000] : sizes)
        {
            var folder = Directory.CreateTempSubdirectory("specskills-rounds-").FullName;
            try
            {
                Generate(folder, count);
                using var cluster = await RoundCluster.StartAsync(count);
                await MeasureAsync(folder, cluster.Address, count);
            }
            finally
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;
    }

    private static async Task MeasureAsync(string folder, Uri address, int count)
    {
        var clock = new StandingClock();
        clock.Now += RoundCluster.Age;
        var adapter = ClusterAdapter.ForEmbedded(address, new Uri(address, PrometheusRoute.DefaultPrefix), clock);
        var stateFolder = Path.Combine(folder, ".specskills");
        using var state = new WorkspaceState(Path.Combine(stateFolder, WorkspaceState.FileName));
        var ids = new SeededIds(1);
        var disk = new AuditDisk(folder, "logs/agent-decisions", stateFolder);
        var audit = new AuditLog(disk, () => AssuranceStanding.Untried);
        var records = new AuditReader(disk, new AuditIndex(Path.Combine(stateFolder, "audit-index.db")));
        var locks = new PolicyLockStore(folder, stateFolder);
        var blueprints = new BlueprintsByLock(
            new BlueprintRepository(folder), locks, new PolicyWitness(() => audit, () => records, locks, clock), clock);
        var services = new PipelineServices(
            blueprints, adapter.Observer, state.Decisions, state.Permits, state.Approvals, state.Journal, state.Memory,
            audit, records, ids, clock, "benchmark");
        var desk = new OpenApproval(state.Approvals, state.Callers, audit, ids, clock, notifier: null);
        await using var skills = new SkillSet(services, desk, ClusterWriter.Over(adapter), ticked: true);
        var first = await RoundAsync(skills.Loop, count);
        var others = new List<double>();
        for (var i = 0; i < Again; i++) others.Add(await RoundAsync(skills.Loop, count));
        var read = Stopwatch.StartNew();
        blueprints.Read();
        var reading = read.Elapsed.TotalMilliseconds;
        var heap = GC.GetTotalMemory(forceFullCollection: true) >> 20;
        Console.WriteLine(
            $"{count} services: first round {first:F2} s, then {others.Order().ElementAt(Again / 2):F2} s "
            + $"(at most {others.Max():F2} s); all files read afresh {reading:F0} ms; {heap} MiB of heap held, "
            + $"{Environment.WorkingSet >> 20} MiB resident");
        adapter.Dispose();
    }

    private static async Task<double> RoundAsync(AgentLoop loop, int count)
    {
        var watch = Stopwatch.StartNew();
        var results = new List<ReconcileResult>();
        var turns = loop.Order();
        for (var i = 0; i < turns.Count; i++)
        {
            // As the agent does it on the machine's clock.
            loop.LookAhead(turns.Skip(i), CancellationToken.None);
            if (await loop.TickAsync(turns[i], CancellationToken.None) is { } result) results.Add(result);
        }

        var decided = results.Count(result =>
            result.Decided is DecideResult.Decided { Stored.Decision.Operations: [] });
        return decided == count
            ? watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"Something else would be measured: {decided} of {count} hold.");
    }

    private static void Generate(string root, int count)
    {
        var text = Encoding.UTF8.GetString(Inputs.FrontendBlueprint);
        Write(root, PolicyLock.PolicyFile, Encoding.UTF8.GetString(Inputs.Policy));
        for (var i = 0; i < count; i++)
        {
            var name = RoundCluster.NameOf(i);
            Write(root, $"blueprints/{name}/blueprint.yaml", text.Replace("todo-frontend", name));
        }

        var at = new StandingClock().Now;
        var files = new BlueprintRepository(root).ReadFiles();
        var policy = files.Policy.Policy!;
        var store = new PolicyLockStore(root, Path.Combine(root, ".specskills"));
        store.Write(new PolicyLock(
        [
            .. files.Services.Select(file => new LockedFile(
                    file.File, file.Reading.Blueprint!.Metadata.Version, file.Reading.Blueprint.Digest, at,
                    "person:local"))
                .Append(new LockedFile(
                    PolicyLock.PolicyFile, policy.Metadata!.Version, policy.Digest, at, "person:local"))
                .OrderBy(entry => entry.File, StringComparer.Ordinal),
        ]));
        // A workspace that has just been cloned: it goes by the lock it came with.
        File.Delete(Path.Combine(root, ".specskills", "policy.lock"));
        foreach (var file in files.Services) store.Keep(file.File, file.Reading.Blueprint!.Digest);
    }

    private static void Write(string root, string file, string text)
    {
        var path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
