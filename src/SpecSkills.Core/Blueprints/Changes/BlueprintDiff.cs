namespace SpecSkills.Core.Blueprints.Changes;

/// <summary>
/// What differs between two blueprints in meaning (comments, order and spelling do not), the least version bump that
/// takes, and what it does to the agent's authority.
/// </summary>
/// <param name="Changes">In the order of the format.</param>
/// <param name="RequiredBump">The largest of the changes' bumps.</param>
/// <param name="Authority">All changes together: narrower and wider in one step is incomparable.</param>
public sealed record BlueprintDiff(
    IReadOnlyList<BlueprintChange> Changes, VersionBump RequiredBump, AuthorityEffect Authority)
{
    /// <summary>True when the change must wait for a person: it widens, or it is not known to narrow.</summary>
    public bool NeedsAcceptance => Authority is AuthorityEffect.Wider or AuthorityEffect.Incomparable;

    /// <summary>Compares two blueprints; their versions and digests are no change of content.</summary>
    public static BlueprintDiff Between(Blueprint before, Blueprint after)
    {
        var old = FieldTexts.Of(BlueprintJson.Of(before));
        var now = FieldTexts.Of(BlueprintJson.Of(after));
        var changes = new List<BlueprintChange>();
        foreach (var path in old.Keys.Union(now.Keys))
        {
            if (path == "metadata.version") continue;
            var (left, right) = (old.GetValueOrDefault(path), now.GetValueOrDefault(path));
            if (left == right) continue;
            changes.Add(new BlueprintChange(
                SectionOf(path), path, left, right, FieldBumps.Of(path), FieldAuthority.Of(path, before, after)));
        }

        return new BlueprintDiff(
            changes, changes.Count == 0 ? VersionBump.None : changes.Max(change => change.Bump),
            FieldAuthority.Together(changes.Select(change => change.Authority)));
    }

    private static string SectionOf(string path)
    {
        var steps = path.Split('.');
        return steps[0] == "spec" && steps.Length > 1 ? steps[1] : steps[0];
    }
}
