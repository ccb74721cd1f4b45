using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Audit;

/// <summary>
/// Retention by the files in force. One record serves all services, so the longest <c>retention_period</c> that policy
/// or any blueprint asks for holds; a call cannot ask for a shorter one.
/// </summary>
public sealed class PruneRecord(IBlueprintRepository repository, IAuditRetention retention, TimeProvider time)
{
    /// <summary>What would be deleted now, and nothing else.</summary>
    public (TimeSpan? Retention, IReadOnlyList<PrunableSegment> Due, string? Why) Preview()
    {
        var (longest, _, _, why) = Longest();
        return longest is { } keep ? (keep, retention.Due(keep, time.GetUtcNow()), null) : (null, [], why);
    }

    /// <summary>Deletes what is past its retention.</summary>
    public PruneResult Execute(Principal actor)
    {
        var (longest, rule, digest, why) = Longest();
        return longest is { } keep
            ? retention.Prune(keep, rule, digest, actor, time.GetUtcNow())
            : new PruneResult.Undecided(why!);
    }

    private (TimeSpan? Retention, string Rule, string Digest, string? Why) Longest()
    {
        var snapshot = repository.Read();
        if (snapshot.Policy is not { } policy)
            return (null, "", "", "the policy cannot be read, so how long records are kept is not known");
        var (longest, rule) = (policy.Audit?.RetentionPeriod, "policy.audit.retention_period");
        foreach (var entry in snapshot.Services)
        {
            if (entry.Blueprint is not { } blueprint)
                return (null, "", "", $"{entry.File} cannot be read and may ask for longer");
            if (blueprint.Governance?.Audit?.RetentionPeriod is not { } own || own <= longest) continue;
            (longest, rule) = (own, $"{entry.Service}: spec.governance.audit.retention_period");
        }

        return longest is null
            ? (null, "", "", "neither policy nor any blueprint has an audit.retention_period")
            : (longest, rule, policy.Digest, null);
    }
}
