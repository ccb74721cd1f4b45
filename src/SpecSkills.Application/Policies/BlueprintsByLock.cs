using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Locks;

namespace SpecSkills.Application.Policies;

/// <summary>
/// The one place where what stands in a file becomes what is in force. What allows nothing more than a person
/// accepted is in force at once; what widens, or cannot be compared, waits, and what was accepted stays in force. A
/// lock that is missing, unreadable or not confirmed by the audit record puts nothing in force.
/// </summary>
public sealed class BlueprintsByLock(
    IBlueprintFiles files, IPolicyLockStore store, IPolicyWitness witness, TimeProvider time) : IBlueprintRepository
{
    /// <inheritdoc/>
    public RepositorySnapshot Read()
    {
        var working = files.ReadFiles();
        var present = store.Read();
        var problem = LockProblem.Of(present, witness);
        if (problem is not null) return Stopped(working, present, problem);
        var judged = new LockJudgement(store, present.Lock!, working, time.GetUtcNow());
        var standing = new PolicyStanding(present.Digest, null, judged.Standings, judged.Review);
        witness.Tell(standing);
        return SnapshotOfFiles.Of(judged.Policy, judged.InForce, judged.Outside) with { Standing = standing };
    }

    /// <summary>
    /// Where the accepted policy has its record kept; null where none says. Asked without the witness, who reads there.
    /// </summary>
    public string? RecordDestination()
    {
        var working = files.ReadFiles();
        var policy = store.Read().Lock is { } accepted
            ? new LockJudgement(store, accepted, working, time.GetUtcNow()).Policy.Policy
            : null;
        return (policy ?? working.Policy.Policy)?.Audit?.LogDestination;
    }

    // The blueprints are shown, and serve to watch what was sent already; with the error none of them decides.
    private static RepositorySnapshot Stopped(WorkingFiles working, PolicyLockReading present, Diagnostic problem)
    {
        var services = working.Services.Select(file => file with
        {
            Reading = file.Reading with { Diagnostics = [.. file.Reading.Diagnostics, problem] },
        });
        return SnapshotOfFiles.Of(new PolicyReading(null, [problem]), services, []) with
        {
            Standing = new PolicyStanding(present.Digest, problem, [], null),
        };
    }
}
