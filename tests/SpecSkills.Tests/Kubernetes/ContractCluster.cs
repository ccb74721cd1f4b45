using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Server;
using SpecSkills.Kubernetes;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Kubernetes.Observing;
using SpecSkills.Kubernetes.Writing;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>
/// A cluster that contract tests may change: the embedded one on a clock of the test's own, or a real one named by
/// SPECSKILLS_TEST_KUBECONFIG, in its context's namespace.
/// </summary>
internal sealed class ContractCluster : IAsyncDisposable
{
    private const string Variable = "SPECSKILLS_TEST_KUBECONFIG";
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private readonly EmbeddedClusterServer? server;
    private readonly FixedClock? clock;

    private ContractCluster(ClusterConnection connection, EmbeddedClusterServer? server, FixedClock? clock)
    {
        this.server = server;
        this.clock = clock;
        Namespace = connection.Namespace;
        Adapter = ClusterAdapter.For(
            connection, (TimeProvider?)clock ?? TimeProvider.System,
            new ClusterObserverOptions { IsEmbedded = server is not null });
        Client = new ApiClient(connection);
    }

    public ClusterAdapter Adapter { get; }

    public ClusterWriter Writer => ClusterWriter.Over(Adapter);

    public ApiClient Client { get; }

    public string Namespace { get; }

    /// <summary>Every cluster there is to test against; a real one is a row only where the variable names it.</summary>
    public static IEnumerable<string> Names =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable))
            ? ["embedded 1.33", "embedded 1.36"]
            : ["embedded 1.33", "embedded 1.36", "real"];

    public static async Task<ContractCluster> StartAsync(string which)
    {
        if (which == "real") return new ContractCluster(RealConnection(), null, null);
        var clock = new FixedClock(Start);
        var machine = new ClusterMachine(new ClusterOptions
        {
            StartTime = Start,
            MinorVersion = which == "embedded 1.36" ? 36 : 33,
        });
        var server = await EmbeddedClusterServer.StartAsync(machine, clock);
        return new ContractCluster(ClusterConnection.Plain("embedded", server.BaseAddress), server, clock);
    }

    /// <summary>Lets the cluster work until a condition holds; bounded.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 240; i++)
        {
            if (await condition()) return;
            if (clock is null) await Task.Delay(TimeSpan.FromMilliseconds(500));
            else clock.Now += TimeSpan.FromMilliseconds(500);
            server?.Advance();
        }

        Assert.Fail("The cluster did not get there.");
    }

    public async ValueTask DisposeAsync()
    {
        Adapter.Dispose();
        Client.Dispose();
        if (server is not null) await server.DisposeAsync();
    }

    private static ClusterConnection RealConnection()
    {
        var file = Environment.GetEnvironmentVariable(Variable)!;
        return Kubeconfig.Connect(new KubeconfigSource([file], true)) switch
        {
            ConnectionReading.Found found => found.Connection,
            ConnectionReading.Failed failed => throw new InvalidOperationException(string.Join('\n', failed.Problems)),
            _ => throw new InvalidOperationException(),
        };
    }
}
