using SpecSkills.Application.Ports;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Blueprints;

/// <summary>Reads what a blueprint is to be drafted from out of a cluster: one Deployment that runs already.</summary>
public sealed class DraftBlueprint(IBlueprintArchive archive, IClusterObserver cluster)
{
    /// <summary>The facts of a live Deployment, or why there are none.</summary>
    public async Task<ClusterReading<WorkloadFacts>> ReadAsync(string ns, string name, CancellationToken cancellation)
    {
        // Observing takes a blueprint; one that says nothing but where to look is enough.
        var blank = BlueprintDraft.Write(
            new WorkloadFacts(ns, name, "app", 1, 1, null, null, null, null, null, null, null, null), "nothing");
        if (archive.Parse(blank).Blueprint is not { } blueprint)
            return new ClusterReading<WorkloadFacts>.Failed(
                ClusterFailure.NotFound, $"{ns}/{name} cannot be the names of a namespace and a Deployment.");
        var target = blueprint with { Target = blueprint.Target with { Container = null } };
        return await cluster.ObserveAsync(target, cancellation) switch
        {
            ClusterReading<Observation>.Failed failed =>
                new ClusterReading<WorkloadFacts>.Failed(failed.Failure, failed.Message),
            ClusterReading<Observation>.Read seen when WorkloadFacts.Of(seen.Value, null) is { } facts =>
                new ClusterReading<WorkloadFacts>.Read(facts),
            _ => new ClusterReading<WorkloadFacts>.Failed(
                ClusterFailure.Malformed, $"Deployment {ns}/{name} has no container."),
        };
    }
}
