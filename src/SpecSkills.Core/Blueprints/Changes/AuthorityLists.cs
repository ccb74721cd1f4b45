using System.Globalization;

namespace SpecSkills.Core.Blueprints.Changes;

/// <summary>
/// Compares what lists let happen, not how they are written: each list is spread over the smallest effects (every
/// percent of a resource change, every kind of deletion), and each effect's standing before is held against its
/// standing after.
/// </summary>
public static class AuthorityLists
{
    /// <summary>
    /// How much an effect may happen, least first. Listed for approval is stricter than not listed at all.
    /// </summary>
    private enum Standing
    {
        Forbidden,
        Approval,
        Unlisted,
        Allowed,
    }

    internal static AuthorityEffect Compare(Blueprint before, Blueprint after)
    {
        // A blueprint without a governance section takes the global lists, which are not known here.
        if (before.Governance is null || after.Governance is null) return AuthorityEffect.Incomparable;
        return Compare(before.Governance.AgentAuthority, after.Governance.AgentAuthority);
    }

    /// <summary>Whether the lists after let more or less happen than the lists before.</summary>
    public static AuthorityEffect Compare(AgentAuthority before, AgentAuthority after)
    {
        var (old, now) = (Standings(before), Standings(after));
        var effects = old.Keys.Union(now.Keys).Select(effect =>
        {
            var comparison = now.GetValueOrDefault(effect, Standing.Unlisted)
                .CompareTo(old.GetValueOrDefault(effect, Standing.Unlisted));
            return comparison > 0 ? AuthorityEffect.Wider
                : comparison < 0 ? AuthorityEffect.Narrower : AuthorityEffect.Unchanged;
        });
        // A longer allowed list is wider by itself: today another list may hold it back, and that list is not asked
        // again when it is the one that changes tomorrow.
        var isLonger = after.AllowedOperations.SelectMany(Effects)
            .Except(before.AllowedOperations.SelectMany(Effects)).Any();
        return FieldAuthority.Together(isLonger ? effects.Append(AuthorityEffect.Wider) : effects);
    }

    internal static AuthorityEffect CompareApprovers(Blueprint before, Blueprint after) => Sets(
        before.Governance?.ApprovalWorkflow?.Approvers,
        after.Governance?.ApprovalWorkflow?.Approvers,
        isMoreWider: true);

    internal static AuthorityEffect CompareFreezeWindows(Blueprint before, Blueprint after) => Sets(
        before.Governance?.FreezeWindows.Select(Text),
        after.Governance?.FreezeWindows.Select(Text),
        isMoreWider: false);

    /// <summary>Two sets of which the larger lets more happen, or less.</summary>
    internal static AuthorityEffect Sets(IEnumerable<string>? before, IEnumerable<string>? after, bool isMoreWider)
    {
        if (before is null || after is null) return AuthorityEffect.Incomparable;
        var (old, now) = (before.ToHashSet(StringComparer.Ordinal), after.ToHashSet(StringComparer.Ordinal));
        if (old.SetEquals(now)) return AuthorityEffect.Unchanged;
        if (now.IsSupersetOf(old)) return isMoreWider ? AuthorityEffect.Wider : AuthorityEffect.Narrower;
        if (now.IsSubsetOf(old)) return isMoreWider ? AuthorityEffect.Narrower : AuthorityEffect.Wider;
        return AuthorityEffect.Incomparable;
    }

    /// <summary>A window as one value to compare.</summary>
    internal static string Text(FreezeWindow window) =>
        $"{window.Cron}|{window.Duration.Ticks}|{window.TimeZone}|"
        + string.Join(',', window.Operations.Order(StringComparer.Ordinal));

    private static Dictionary<string, Standing> Standings(AgentAuthority authority)
    {
        var standings = new Dictionary<string, Standing>(StringComparer.Ordinal);
        // The strictest list is written last and wins.
        foreach (var effect in authority.AllowedOperations.SelectMany(Effects)) standings[effect] = Standing.Allowed;
        foreach (var effect in authority.RequiresApproval.SelectMany(Effects)) standings[effect] = Standing.Approval;
        foreach (var effect in authority.ForbiddenOperations.SelectMany(Effects))
            standings[effect] = Standing.Forbidden;
        return standings;
    }

    private static IEnumerable<string> Effects(string name)
    {
        if (OperationNames.TryParseWithinPercent(name, out var within)) return Percents(1, within);
        // One step past the last name stands for every larger change.
        if (OperationNames.TryParseBeyondPercent(name, out var beyond))
            return Percents(beyond + 1, OperationNames.PercentLimit + 1);
        return OperationNames.Fixed.Where(effect => OperationNames.Covers(name, effect)).DefaultIfEmpty(name);
    }

    private static IEnumerable<string> Percents(int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(percent => percent.ToString(CultureInfo.InvariantCulture) + "%");
}
