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
    /// <summary>
    /// Services observed at once: enough that the loop does not wait for the network, and few enough that an
    /// observation is still young when its service has its turn.
    /// </summary>
    private const int ObservedAtOnce = 8;

    private readonly Dictionary<string, (string Digest, Task<ClusterReading<Observation>> Reading)> ahead =
        new(StringComparer.Ordinal);

    private readonly HashSet<string> due = new(StringComparer.Ordinal);
    private RepositorySnapshot? snapshot;
    private IClusterObserver? observer;
    private string? turn;

    /// <summary>Reads everything anew; each service may be looked at once with it.</summary>
    public RepositorySnapshot Begin()
    {
        due.Clear();
        ahead.Clear();
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
        // A turn that ended without a look leaves its observation behind: it is not for a later turn.
        if (turn is not null) ahead.Remove(turn);
        turn = service;
        if (due.Remove(service)) return;
        Begin();
        due.Clear();
    }

    /// <summary>
    /// Begins to observe services whose turn comes next, some at once. The decisions and their order stay the
    /// same: a service still decides in its own turn, by its own observation, once.
    /// </summary>
    /// <param name="next">The turns to come, in order.</param>
    /// <param name="isObserved">False for a service whose turn will need no observation.</param>
    public void LookAhead(
        IEnumerable<string> next, Func<string, bool> isObserved, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(isObserved);
        foreach (var service in next)
        {
            if (ahead.Count >= ObservedAtOnce) return;
            if (due.Contains(service) && !ahead.ContainsKey(service) && isObserved(service)
                && snapshot?.Find(service)?.Blueprint is { } blueprint)
                ahead[service] = (blueprint.Digest, (observer ?? cluster).ObserveAsync(blueprint, cancellation));
        }
    }

    /// <inheritdoc/>
    public RepositorySnapshot Read() => snapshot ?? Begin();

    /// <inheritdoc/>
    public IClusterObserver ForPass() => cluster.ForPass();

    /// <inheritdoc/>
    public Task<ClusterReading<string>> IdentifyAsync(CancellationToken cancellation) =>
        cluster.IdentifyAsync(cancellation);

    /// <inheritdoc/>
    public Task<ClusterReading<Observation>> ObserveAsync(Blueprint blueprint, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        return ahead.Remove(blueprint.Metadata.Name, out var begun) && begun.Digest == blueprint.Digest
            ? begun.Reading
            : (observer ?? cluster).ObserveAsync(blueprint, cancellation);
    }

    /// <inheritdoc/>
    public Task<ClusterReading<FreshFacts>> ReadFactsAsync(Operation operation, CancellationToken cancellation) =>
        cluster.ReadFactsAsync(operation, cancellation);
}
