using SpecSkills.Application.Agent;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Hosting.Wiring;

/// <summary>A workspace with its cluster and every use case over both.</summary>
public sealed class ConnectedWorkspace : IAsyncDisposable
{
    private readonly ClusterPorts cluster;

    private ConnectedWorkspace(OpenWorkspace open, ClusterPorts cluster, SkillSet skills, SweepApprovals sweep)
    {
        Open = open;
        this.cluster = cluster;
        Skills = skills;
        Sweep = sweep;
    }

    /// <summary>State, record, clock.</summary>
    public OpenWorkspace Open { get; }

    /// <summary>The use cases.</summary>
    public SkillSet Skills { get; }

    /// <summary>Ends requests whose time is over.</summary>
    public SweepApprovals Sweep { get; }

    /// <summary>Connects, starting the embedded cluster when it is chosen and not running.</summary>
    /// <param name="connect">Makes the adapter's ports for an address.</param>
    /// <param name="ticked">The caller drives <see cref="SkillSet.Loop"/>; otherwise verification runs beside.</param>
    public static async Task<ConnectedWorkspace> ConnectAsync(
        OpenWorkspace open, ClusterChoice choice, HostLog log, ConnectCluster connect,
        bool ticked, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(connect);
        var address = await AddressOfAsync(open, choice, log, cancellation);
        var cluster = connect(address, open.Time);
        var services = open.Services(cluster.Observer);
        var openApproval = open.OpenApproval(services);
        return new ConnectedWorkspace(
            open, cluster, new SkillSet(services, openApproval, cluster.Writer, ticked),
            new SweepApprovals(services.Approvals, services.Blueprints, services.Audit, services.Time));
    }

    /// <summary>
    /// Settles what an earlier process left behind and ends requests whose time is over: before anything new is done.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        Sweep.Execute(null, Principal.AgentLoop);
        if (Open.Announcing is { } announcing) await announcing.CatchUpAsync(Principal.AgentLoop, cancellation);
        await Skills.Settle.ExecuteAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Skills.DisposeAsync();
        cluster.Connection.Dispose();
    }

    /// <summary>Where the chosen cluster of a workspace is.</summary>
    /// <exception cref="ProblemException">The workspace is a demo's: its cluster is gone.</exception>
    internal static Task<ClusterAddress> AddressOfAsync(
        OpenWorkspace open, ClusterChoice choice, HostLog log, CancellationToken cancellation)
    {
        if (SimulatedTime.EndOf(open.Workspace) is not null) throw OnlyLookedAt(open);
        return ClusterAddress.ResolveAsync(choice, new EmbeddedClusterProcess(open.Workspace, log), cancellation);
    }

    private static ProblemException OnlyLookedAt(OpenWorkspace open) =>
        new(new Problem("The demo is over and its cluster is gone; its folder can only be looked at.")
        {
            Place = Workspace.Shown(open.Workspace.Root),
            Allowed = "commands that read, and deciding its approvals",
            Next = "leave out --workspace for a cluster that runs: specskills cluster up",
        });
}
