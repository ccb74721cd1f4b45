using Serilog;
using SpecSkills.Core.Blueprints;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.EmbeddedCluster.Metrics;
using SpecSkills.EmbeddedCluster.Server;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Cli.Clusters;

/// <summary>
/// The process that is a workspace's embedded cluster: holds the lock, serves the API, saves its objects, and stops
/// on request or after a long time without one.
/// </summary>
internal sealed class EmbeddedClusterHost(EmbeddedClusterFiles files, ILogger log, TimeProvider time)
{
    /// <summary>
    /// Time without a request after which it ends: a forgotten demo's cluster should not run for days.
    /// </summary>
    private static readonly TimeSpan IdleLimit = TimeSpan.FromHours(1);

    /// <summary>How much of what happened may be lost when the process is killed.</summary>
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(5);

    /// <summary>A new cluster has been running for a while already: pods are ready, metrics have samples.</summary>
    private static readonly TimeSpan Past = TimeSpan.FromMinutes(5);

    private long lastRequest;
    private long savedRevision = -1;

    /// <summary>Serves until cancelled or idle.</summary>
    /// <param name="port">Port on loopback; 0 for any.</param>
    /// <param name="ready">Told when it can be used.</param>
    public async Task RunAsync(int port, Action<EmbeddedClusterInfo> ready, CancellationToken cancellation)
    {
        files.Workspace.PrepareState();
        PrivateFolder.Create(files.Folder);
        using var single = FileLock.TryTake(files.Lock) ?? throw AlreadyRunning();
        File.Delete(files.Info); // Left by an earlier process that was killed.
        lastRequest = time.GetTimestamp();
        var machine = Machine(time.GetUtcNow());
        await using var server = await StartAsync(machine, port, cancellation);
        var address = server.BaseAddress.GetLeftPart(UriPartial.Authority);
        var info = new EmbeddedClusterInfo(
            Environment.ProcessId, address, address + PrometheusRoute.DefaultPrefix, time.GetUtcNow());
        PrivateFolder.WriteFile(files.Kubeconfig, server.Kubeconfig);
        info.Write(files);
        ready(info);
        log.Information("serving {Server} for {Workspace}", info.Server, files.Workspace.Root);
        try
        {
            await ServeAsync(server, cancellation);
        }
        finally
        {
            Save(server);
            File.Delete(files.Info);
        }
    }

    private async Task ServeAsync(EmbeddedClusterServer server, CancellationToken cancellation)
    {
        while (time.GetElapsedTime(Interlocked.Read(ref lastRequest)) < IdleLimit)
        {
            try
            {
                await Task.Delay(SaveEvery, time, cancellation);
            }
            catch (OperationCanceledException)
            {
                return; // A request to stop is the normal end, not a failure.
            }

            Save(server);
        }

        log.Information("stopping: no request for an hour");
    }

    private ClusterMachine Machine(DateTimeOffset now)
    {
        var blueprints = Blueprints();
        var isNew = !File.Exists(files.Objects);
        var born = isNew ? now - Past : now;
        // Uids must not repeat those of an earlier cluster: a recreated object is a different object.
        var options = new ClusterOptions { StartTime = born, Seed = (ulong)now.UtcTicks };
        var machine = LoadedCluster.Create(options, ServiceTraffic.For(blueprints, seed: 1), FaultPlan.None).Machine;
        if (isNew) ClusterSeeding.Install(machine, blueprints, born);
        else Restore(machine, now);
        machine.AdvanceTo(now);
        return machine;
    }

    private List<Blueprint> Blueprints() =>
    [
        .. new BlueprintRepository(files.Workspace.Root).Read().Services
            .Where(entry => entry.IsValid).Select(entry => entry.Blueprint!),
    ];

    private void Restore(ClusterMachine machine, DateTimeOffset now)
    {
        try
        {
            machine.Restore(File.ReadAllBytes(files.Objects), now);
        }
        catch (FormatException unreadable)
        {
            // Kept for a later look; the machine may hold half of it, so this start ends here.
            var aside = files.Objects + ".unreadable";
            File.Move(files.Objects, aside, overwrite: true);
            throw new ProblemException(new Problem("The embedded cluster's objects cannot be read back.")
            {
                Place = Workspace.Shown(aside),
                Found = unreadable.Message,
                Next = "start it again: it starts with the services of the blueprints",
            });
        }
    }

    private Task<EmbeddedClusterServer> StartAsync(ClusterMachine machine, int port, CancellationToken cancellation)
    {
        var options = new EmbeddedClusterServerOptions
        {
            Port = port,
            OnRequest = _ => Interlocked.Exchange(ref lastRequest, time.GetTimestamp()),
        };
        return EmbeddedClusterServer.StartAsync(machine, time, options, cancellation);
    }

    private void Save(EmbeddedClusterServer server)
    {
        var snapshot = server.WithMachine(machine =>
        {
            if (machine.Revision == savedRevision) return null;
            savedRevision = machine.Revision;
            return machine.Snapshot();
        });
        if (snapshot is null) return;
        try
        {
            PrivateFolder.WriteFile(files.Objects, snapshot);
        }
        catch (IOException full)
        {
            savedRevision = -1; // A full disk does not end the cluster; the next round tries again.
            log.Warning("the objects were not written: {Reason}", full.Message);
        }
    }

    private ProblemException AlreadyRunning() =>
        new(new Problem("The embedded cluster of this workspace is running already.", ExitCode.TryAgain)
        {
            Place = Workspace.Shown(files.Lock),
            Found = EmbeddedClusterInfo.Read(files) is { } info
                ? $"process {info.ProcessId} at {info.Server}" : "another process holds the lock",
            Next = "use it, or end it: specskills cluster down",
        });
}
