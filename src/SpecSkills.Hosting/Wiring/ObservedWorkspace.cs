using SpecSkills.Application.Decisions;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Hosting.Clusters;

namespace SpecSkills.Hosting.Wiring;

/// <summary>
/// A workspace with the read side of its cluster: what observing, deciding and governing take. Nothing in it can write
/// to a cluster.
/// </summary>
public sealed class ObservedWorkspace : IDisposable
{
    private readonly IDisposable connection;

    private ObservedWorkspace(PipelineServices services, OpenApproval openApproval, IDisposable connection)
    {
        Services = services;
        this.connection = connection;
        Decide = new ObserveAndDecide(services);
        Govern = new RequestGovernance(services, openApproval);
    }

    /// <summary>What the use cases need.</summary>
    public PipelineServices Services { get; }

    /// <summary>Observes and decides.</summary>
    public ObserveAndDecide Decide { get; }

    /// <summary>Asks governance; issues permits, opens approvals.</summary>
    public RequestGovernance Govern { get; }

    /// <summary>Connects, starting the embedded cluster when it is chosen and not running.</summary>
    /// <param name="connect">Makes the adapter's read side for an address.</param>
    public static async Task<ObservedWorkspace> ConnectAsync(
        OpenWorkspace open, ClusterChoice choice, HostLog log, ConnectObserver connect,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(connect);
        var address = await ConnectedWorkspace.AddressOfAsync(open, choice, log, cancellation);
        var cluster = connect(address, open.Time);
        var services = open.Services(cluster.Observer);
        var openApproval = open.OpenApproval(services);
        return new ObservedWorkspace(services, openApproval, cluster.Connection);
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();
}
