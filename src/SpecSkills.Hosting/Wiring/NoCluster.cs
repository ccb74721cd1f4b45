using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Observations;

namespace SpecSkills.Hosting.Wiring;

/// <summary>
/// For commands that answer from state and record alone: every request to a cluster is refused.
/// </summary>
public sealed class NoCluster : IClusterObserver
{
    private const string Message = "This command does not use a cluster.";

    /// <inheritdoc/>
    public Task<ClusterReading<string>> IdentifyAsync(CancellationToken cancellation) => None<string>();

    /// <inheritdoc/>
    public Task<ClusterReading<Observation>> ObserveAsync(Blueprint blueprint, CancellationToken cancellation) =>
        None<Observation>();

    /// <inheritdoc/>
    public Task<ClusterReading<FreshFacts>> ReadFactsAsync(Operation operation, CancellationToken cancellation) =>
        None<FreshFacts>();

    private static Task<ClusterReading<T>> None<T>() => Task.FromResult<ClusterReading<T>>(
        new ClusterReading<T>.Failed(ClusterFailure.Unreachable, Message));
}
