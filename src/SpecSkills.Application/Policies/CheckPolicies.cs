using SpecSkills.Application.Ports;

namespace SpecSkills.Application.Policies;

/// <summary>
/// How files stand to the lock by its content alone: a check that opens no record and leaves nothing behind.
/// </summary>
public static class CheckPolicies
{
    /// <summary>The standing of every file now.</summary>
    public static PolicyStanding Of(IBlueprintFiles files, IPolicyLockStore store, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(store);
        var present = store.Read();
        if (LockProblem.Of(present) is { } problem) return new PolicyStanding(present.Digest, problem, [], null);
        var judged = new LockJudgement(store, present.Lock!, files.ReadFiles(), now);
        return new PolicyStanding(present.Digest, null, judged.Standings, judged.Review);
    }
}
