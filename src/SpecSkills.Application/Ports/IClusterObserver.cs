using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Ports;

/// <summary>
/// The read side of a cluster. Bounded in size and time; an unreachable cluster is a value, not an exception.
/// </summary>
public interface IClusterObserver
{
    /// <summary>
    /// Identity of the cluster, stable across restarts of this program: <c>embedded</c>, or the kubeconfig's cluster
    /// with the kube-system namespace's uid.
    /// </summary>
    Task<ClusterReading<string>> IdentifyAsync(CancellationToken cancellation);

    /// <summary>
    /// Reads Deployment, pods, revisions, metrics of one service. History and approved values are the workspace's to
    /// add.
    /// </summary>
    Task<ClusterReading<Observation>> ObserveAsync(Blueprint blueprint, CancellationToken cancellation);

    /// <summary>
    /// An observer for one pass over many services, which may ask once what several of them have in common. It reads
    /// facts afresh all the same, and is not disposed of.
    /// </summary>
    IClusterObserver ForPass() => this;

    /// <summary>
    /// Reads the object of an operation afresh, with the present values of exactly the fields it touches.
    /// </summary>
    Task<ClusterReading<FreshFacts>> ReadFactsAsync(Operation operation, CancellationToken cancellation);
}
