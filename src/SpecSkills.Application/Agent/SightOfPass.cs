using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Agent;

/// <summary>
/// What all services of one pass are looked at with: the files read once when it began, and what services of one
/// namespace have in common asked for once. It serves looking and deciding only. Governance, the gate and the writer
/// read afresh: a file or a lock edited in the middle of a pass stops what the pass decided by the version before.
/// </summary>
/// <param name="files">What is in force, read and digested anew at each beginning.</param>
/// <param name="cluster">The cluster.</param>
public sealed class SightOfPass(IBlueprintRepository files, IClusterObserver cluster)
    : IBlueprintRepository, IClusterObserver
{
    private readonly HashSet<string> due = new(StringComparer.Ordinal);
    private RepositorySnapshot? snapshot;
    private IClusterObserver? observer;

    /// <summary>Reads everything anew; each service may be looked at once with it.</summary>
    public RepositorySnapshot Begin()
    {
        due.Clear();
        observer = cluster.ForPass();
        snapshot = files.Read();
        foreach (var entry in snapshot.Services) due.Add(entry.Service);
        return snapshot;
    }

    /// <summary>
    /// Takes a service's turn. One that had its turn, or was not there when the pass began, is looked at afresh, and
    /// the pass ends with it: outside of a pass nothing is shared.
    /// </summary>
    public void Take(string service)
    {
        if (due.Remove(service)) return;
        Begin();
        due.Clear();
    }

    /// <inheritdoc/>
    public RepositorySnapshot Read() => snapshot ?? Begin();

    /// <inheritdoc/>
    public IClusterObserver ForPass() => cluster.ForPass();

    /// <inheritdoc/>
    public Task<ClusterReading<string>> IdentifyAsync(CancellationToken cancellation) =>
        cluster.IdentifyAsync(cancellation);

    /// <inheritdoc/>
    public Task<ClusterReading<Observation>> ObserveAsync(Blueprint blueprint, CancellationToken cancellation) =>
        (observer ?? cluster).ObserveAsync(blueprint, cancellation);

    /// <inheritdoc/>
    public Task<ClusterReading<FreshFacts>> ReadFactsAsync(Operation operation, CancellationToken cancellation) =>
        cluster.ReadFactsAsync(operation, cancellation);
}
