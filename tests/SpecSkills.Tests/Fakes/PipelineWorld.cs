using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Application.Verification;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Faults;
using SpecSkills.EmbeddedCluster.Load;
using SpecSkills.EmbeddedCluster.Metrics;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.EmbeddedCluster.Server;
using SpecSkills.Kubernetes;
using SpecSkills.Storage.Audit;
using SpecSkills.Storage.Blueprints;
using Xunit;

namespace SpecSkills.Tests.Fakes;

/// <summary>
/// A workspace with the shipped blueprints and an embedded cluster behind real HTTP, on one clock that a test moves.
/// Every request the cluster answers is kept.
/// </summary>
public sealed class PipelineWorld : ILeaseOwners, IAsyncDisposable
{
    public const string Frontend = "todo-frontend";
    public const string Backend = "todo-backend";

    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private readonly Lock guard = new();
    private readonly List<RecordedRequest> requests = [];
    private readonly List<PipelineProcess> processes = [];
    private readonly List<string> unannounced = [];
    private EmbeddedClusterServer? server;
    private ClusterAdapter? adapter;
    private BlueprintRepository? blueprints;
    private ulong idSeed = 1;

    private PipelineWorld()
    {
    }

    public TemporaryFolder Folder { get; } = new();

    internal SetClock Clock { get; } = new() { Now = Start };

    public AuditReader Records { get; private set; } = null!;

    /// <summary>Every request the cluster was sent, in order.</summary>
    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (guard) return [.. requests];
        }
    }

    /// <summary>Every mutating request that was answered, dry runs excluded.</summary>
    public IReadOnlyList<RecordedRequest> Writes
    {
        get
        {
            lock (guard) return [.. requests.Where(request => request.IsMutating)];
        }
    }

    /// <summary>Mutating requests for which no intent was on disk when they arrived. There must be none.</summary>
    public IReadOnlyList<string> Unannounced
    {
        get
        {
            lock (guard) return [.. unannounced];
        }
    }

    /// <param name="traffic">Requests per second to the frontend; 34 leave two pods at about 55 %.</param>
    /// <param name="edit">Changes a shipped file's text: its path below the repository, and what is in it.</param>
    public static async Task<PipelineWorld> StartAsync(
        double traffic = 34, FaultPlan? faults = null, ulong seed = 1, Func<string, string, string>? edit = null,
        TimeSpan? warmUp = null)
    {
        var world = new PipelineWorld();
        if (edit is null) AcceptedFiles.CopyShipped(world.Folder.Root);
        else AcceptedFiles.CopyShipped(world.Folder.Root, edit);
        world.Records =
            new AuditReader(world.NewDisk(), new AuditIndex(world.Folder.Combine(".specskills", "audit-index.db")));
        var machine = LoadedCluster.Create(
            new ClusterOptions { StartTime = Start, Seed = seed },
            TodoLoad.Of(new TrafficCurve.Constant(traffic), new TrafficCurve.Constant(22), seed),
            faults ?? FaultPlan.None).Machine;
        Install(machine, Frontend, "50m", "200m", "128Mi", "512Mi");
        Install(machine, Backend, "100m", "500m", "256Mi", "1Gi");
        world.server = await EmbeddedClusterServer.StartAsync(machine, world.Clock, new EmbeddedClusterServerOptions
        {
            OnRequest = request =>
            {
                lock (world.guard)
                {
                    world.requests.Add(request);
                    if (request.IsMutating && !world.IsIntended(request.AuditId))
                        world.unannounced.Add($"{request.Method} {request.Path} {request.AuditId}");
                }
            },
        });
        world.Pass(warmUp ?? TimeSpan.FromMinutes(3));
        return world;
    }

    public PipelineProcess NewProcess(ProcessLife? life = null, IAuditDisk? disk = null, INotifier? notifier = null)
    {
        var process = new PipelineProcess(
            this, $"process-{processes.Count + 1}", life ?? new ProcessLife(), disk, notifier);
        processes.Add(process);
        return process;
    }

    /// <inheritdoc/>
    public bool IsGone(string owner) => processes.Any(process =>
        process.Life.IsDead && owner.StartsWith(process.Services.Owner + "/", StringComparison.Ordinal));

    public Uri Address => server!.BaseAddress;

    public AuditDisk NewDisk() => new(Folder.Root, "logs/agent-decisions", Folder.Combine(".specskills"));

    // What a process keeps of these is connections and parsed bytes: sharing them between starts changes nothing that
    // a start could find.
    internal ClusterAdapter Adapter => adapter ??= ClusterAdapter.ForEmbedded(
        server!.BaseAddress, new Uri(server.BaseAddress, PrometheusRoute.DefaultPrefix), Clock);

    internal BlueprintRepository Blueprints => blueprints ??= new BlueprintRepository(Folder.Root);

    internal ulong NextIdSeed() => idSeed++;

    /// <summary>Time goes by, in steps short enough for the load model to see every pod.</summary>
    public void Pass(TimeSpan duration)
    {
        for (var end = Clock.Now + duration; Clock.Now < end;)
        {
            var step = TimeSpan.FromSeconds(5);
            Clock.Now = Clock.Now + step < end ? Clock.Now + step : end;
            server!.Advance();
        }
    }

    /// <summary>A person edits a file of the repository.</summary>
    public void EditFile(string file, string from, string to)
    {
        var text = File.ReadAllText(Folder.Combine(file));
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(Folder.Combine(file), text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>An attacker with a shell edits the state database.</summary>
    public void Tamper(string sql) => Edit("state.db", sql);

    /// <summary>Or the record's index.</summary>
    public void TamperIndex(string sql) => Edit("audit-index.db", sql);

    private void Edit(string database, string sql)
    {
        using var direct = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Folder.Combine(".specskills", database)};Pooling=False");
        direct.Open();
        using var command = direct.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Another writer changes the count.</summary>
    public void ScaleByHand(string deployment, int replicas) => server!.WithMachine(machine => machine.Handle(
        new ApiRequest("PATCH", $"/apis/apps/v1/namespaces/default/deployments/{deployment}/scale", [])
        {
            ContentType = "application/merge-patch+json",
            UserAgent = "kubectl/1.33",
            Body = Encoding.UTF8.GetBytes($$$"""{"spec":{"replicas":{{{replicas}}}}}"""),
        }, Clock.Now));

    /// <summary>Another writer deletes the frontend's Deployment and makes one of the same name.</summary>
    public void RecreateByHand()
    {
        server!.WithMachine(machine =>
        {
            var gone = machine.Handle(
                new ApiRequest("DELETE", $"/apis/apps/v1/namespaces/default/deployments/{Frontend}", []), Clock.Now);
            Install(machine, Frontend, "50m", "200m", "128Mi", "512Mi");
            return gone.Status;
        });
        Pass(TimeSpan.FromMinutes(1));
    }

    /// <summary>The first container's request of a resource as the cluster has it.</summary>
    public string Request(string deployment, string resource) => server!.WithMachine(machine =>
    {
        var answer = machine.Handle(
            new ApiRequest("GET", $"/apis/apps/v1/namespaces/default/deployments/{deployment}", []), Clock.Now);
        return JsonNode.Parse(answer.Body.Span)!["spec"]!["template"]!["spec"]!["containers"]![0]!["resources"]!
            ["requests"]![resource]!.GetValue<string>();
    });

    public int Replicas(string deployment) =>
        server!.WithMachine(machine => machine.DesiredReplicas("default", deployment)) ?? -1;

    /// <summary>Steps an execution to its end, as an agent's ticks do.</summary>
    public async Task<OperationEntry> FinishAsync(PipelineProcess process, string permitId)
    {
        for (var i = 0; i < 300; i++)
        {
            switch (await process.Advance.StepAsync(permitId, CancellationToken.None))
            {
                case AdvanceResult.Closed closed:
                    return closed.Entry;
                case AdvanceResult.Waiting waiting:
                    Pass(waiting.Until > Clock.Now ? waiting.Until - Clock.Now : TimeSpan.FromSeconds(1));
                    break;
                default:
                    throw new InvalidOperationException("There is no such execution.");
            }
        }

        throw new InvalidOperationException("It does not come to an end.");
    }

    /// <summary>All records, oldest first.</summary>
    public IReadOnlyList<JsonObject> AllRecords(string? kind = null)
    {
        var all = new List<JsonObject>();
        long? cursor = null;
        do
        {
            var page = Records.Query(new AuditQuery(Kind: kind, Limit: AuditQuery.MaximumLimit, Before: cursor));
            all.AddRange(page.Records.Select(record => record.Record));
            cursor = page.Next;
        }
        while (cursor is not null);
        all.Reverse();
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes) process.Dispose();
        adapter?.Dispose();
        if (server is not null) await server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Folder.Dispose();
    }

    /// <summary>Read from the disk, as any other program would: what is only in memory does not count.</summary>
    private bool IsIntended(string operationId) =>
        NewDisk().Segments().SelectMany(segment => File.ReadLines(Folder.Combine("logs", "agent-decisions", segment)))
            .Any(line => line.Contains("\"kind\":\"operation.intent\"", StringComparison.Ordinal)
                && line.Contains($"\"id\":\"{operationId}\"", StringComparison.Ordinal));

    private static void Install(
        ClusterMachine machine, string name, string cpu, string cpuLimit, string memory, string memoryLimit)
    {
        var manifest = $$$"""
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "{{{name}}}", "namespace": "default"},
             "spec": {"replicas": 2, "minReadySeconds": 10, "revisionHistoryLimit": 5, "progressDeadlineSeconds": 120,
              "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}},
              "selector": {"matchLabels": {"app": "{{{name}}}"}},
              "template": {"metadata": {"labels": {"app": "{{{name}}}"}}, "spec": {"containers": [{"name": "app",
               "image": "registry.example/{{{name}}}:1.0.0",
               "resources": {"requests": {"cpu": "{{{cpu}}}", "memory": "{{{memory}}}", "ephemeral-storage": "1Gi"},
                             "limits": {"cpu": "{{{cpuLimit}}}", "memory": "{{{memoryLimit}}}"} },
               "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}, "initialDelaySeconds": 10,
                "periodSeconds": 10, "timeoutSeconds": 5, "failureThreshold": 3},
               "livenessProbe": {"httpGet": {"path": "/live", "port": 8080}, "initialDelaySeconds": 30,
                "periodSeconds": 30, "timeoutSeconds": 5, "failureThreshold": 3} } ] } } } }
            """;
        var answer = machine.Handle(new ApiRequest("POST", "/apis/apps/v1/namespaces/default/deployments", [])
        {
            ContentType = MediaTypes.Json,
            UserAgent = "helm/3.16",
            Body = Encoding.UTF8.GetBytes(manifest),
        }, Start);
        if (answer.Status != 201)
            throw new InvalidOperationException(Encoding.UTF8.GetString(answer.Body.Span));
    }
}
