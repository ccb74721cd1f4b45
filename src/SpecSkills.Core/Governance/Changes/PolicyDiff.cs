using SpecSkills.Core.Blueprints.Changes;

namespace SpecSkills.Core.Governance.Changes;

/// <summary>
/// What differs between two global policies in meaning, and what it does to what agents may do or reach.
/// </summary>
/// <param name="Changes">In the order of the format.</param>
/// <param name="Authority">All changes together: narrower and wider in one step is incomparable.</param>
public sealed record PolicyDiff(IReadOnlyList<PolicyChange> Changes, AuthorityEffect Authority)
{
    /// <summary>True when the change must wait for a person: it widens, or it is not known to narrow.</summary>
    public bool NeedsAcceptance => Authority is AuthorityEffect.Wider or AuthorityEffect.Incomparable;

    /// <summary>Compares two policies; their versions and digests are no change of content.</summary>
    public static PolicyDiff Between(GovernancePolicy before, GovernancePolicy after)
    {
        var old = FieldTexts.Of(PolicyJson.Of(before));
        var now = FieldTexts.Of(PolicyJson.Of(after));
        var changes = new List<PolicyChange>();
        foreach (var path in old.Keys.Union(now.Keys))
        {
            if (path == "metadata.version") continue;
            var (left, right) = (old.GetValueOrDefault(path), now.GetValueOrDefault(path));
            if (left == right) continue;
            changes.Add(new PolicyChange(path, left, right, PolicyAuthority.Of(path, before, after)));
        }

        return new PolicyDiff(changes, FieldAuthority.Together(changes.Select(change => change.Authority)));
    }
}

/// <summary>One field of the global policy that differs.</summary>
/// <param name="Path">Policy path, <c>spec.limits.max_replicas</c>.</param>
/// <param name="Before">Value before; null when the field was not there.</param>
/// <param name="After">Value after; null when the field is gone.</param>
/// <param name="Authority">What it does to the agent's authority.</param>
public sealed record PolicyChange(string Path, string? Before, string? After, AuthorityEffect Authority)
{
    /// <summary>What the running system will do because of it, in words.</summary>
    public string Consequence => PolicyConsequences.Of(Path);
}
