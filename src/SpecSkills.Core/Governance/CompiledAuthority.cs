using System.Runtime.CompilerServices;
using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Governance;

/// <summary>
/// A blueprint's and the policy's lists turned into one table per effect, strictest entry first, so that a verdict
/// costs a look-up however long the lists are. Derived from immutable values and kept with the blueprint it was derived
/// from.
/// </summary>
internal sealed class CompiledAuthority
{
    /// <summary>What "within" means where no list says a number: the specification's ten percent.</summary>
    private const int DefaultPercent = 10;

    private static readonly ConditionalWeakTable<Blueprint, CompiledAuthority> Compiled = [];

    private readonly GovernancePolicy policy;
    private readonly Dictionary<string, ListRule> byEffect = new(StringComparer.Ordinal);
    private readonly List<PercentRule> percents = [];
    private readonly CompiledFreeze[] freezes;
    private HeldFreezes? holding;

    /// <summary>The entry that decides a change, by the least N that it is within: found once.</summary>
    private readonly PercentRule?[] byLeastPercent = new PercentRule?[OperationNames.PercentLimit + 2];

    private CompiledAuthority(Blueprint blueprint, GovernancePolicy policy)
    {
        this.policy = policy;
        var own = blueprint.Governance?.AgentAuthority;
        const string OwnPath = "spec.governance.agent_authority";
        const string GlobalPath = "policy.agent_authority";
        var global = policy.AgentAuthority;
        // The order is the precedence: the first entry about an effect stays.
        Add(own?.ForbiddenOperations, VerdictStatus.Blocked, OwnPath, "forbidden_operations");
        Add(global.ForbiddenOperations, VerdictStatus.Blocked, GlobalPath, "forbidden_operations");
        Add(own?.RequiresApproval, VerdictStatus.RequiresApproval, OwnPath, "requires_approval");
        Add(global.RequiresApproval, VerdictStatus.RequiresApproval, GlobalPath, "requires_approval");
        if (own is null) Add(global.AllowedOperations, VerdictStatus.Allowed, GlobalPath, "allowed_operations");
        else Add(own.AllowedOperations, VerdictStatus.Allowed, OwnPath, "allowed_operations");
        for (var least = 0; least < byLeastPercent.Length; least++)
        {
            var first = percents.FindIndex(percent => percent.Range.Matches(least));
            if (first >= 0) byLeastPercent[least] = percents[first];
        }

        PercentsToOffer = Offered();
        freezes =
        [
            .. (blueprint.Governance?.FreezeWindows ?? []).Select(window => new CompiledFreeze(window)),
            .. policy.FreezeWindows.Select(window => new CompiledFreeze(window)),
        ];
    }

    /// <summary>
    /// The windows that hold at a moment, with their ends; looked for once, since a verdict and all the alternatives it
    /// tries are of one moment.
    /// </summary>
    public IReadOnlyList<(CompiledFreeze Freeze, DateTimeOffset End)> FreezesAt(DateTimeOffset now)
    {
        var known = holding;
        if (known is null || known.Now != now) holding = known = Holding(now);
        return known.Freezes;
    }

    public static CompiledAuthority Of(Blueprint blueprint, GovernancePolicy policy)
    {
        if (Compiled.TryGetValue(blueprint, out var known) && ReferenceEquals(known.policy, policy)) return known;
        var compiled = new CompiledAuthority(blueprint, policy);
        Compiled.AddOrUpdate(blueprint, compiled);
        return compiled;
    }

    /// <summary>
    /// The strictest entry about an effect, or null where no list names it; with the name the effect then has.
    /// </summary>
    public ListRule? Find(Effect effect, out string name)
    {
        name = effect.Name;
        if (effect.Resources is not { } shift)
            return byEffect.TryGetValue(effect.Name, out var rule) ? rule : null;
        var least = shift.LeastPercent();
        if (byLeastPercent[least] is { } percent)
        {
            name = percent.Range.Name;
            return percent.Rule;
        }

        name = UnlistedName(least);
        return null;
    }

    /// <summary>
    /// Every N that a list names and at which a change is allowed, largest first, and last the smallest N named at all:
    /// within it lies the way back to the approved value, which may be allowed where nothing else is.
    /// </summary>
    public IReadOnlyList<int> PercentsToOffer { get; }

    private int[] Offered()
    {
        var named = percents.Select(rule => rule.Range.Percent).Distinct().OrderDescending().ToList();
        return [.. named
            .Where(percent => byLeastPercent[percent]?.Rule.Status == VerdictStatus.Allowed)
            .Concat(named.TakeLast(1)).Distinct()];
    }

    private string UnlistedName(int least)
    {
        var percent = percents.Count > 0 ? percents.Min(rule => rule.Range.Percent) : DefaultPercent;
        return least <= percent
            ? OperationNames.AdjustResourcesWithin(percent)
            : OperationNames.ChangeResourceLimitsBeyond(percent);
    }

    private void Add(IReadOnlyList<string>? entries, VerdictStatus status, string section, string list)
    {
        for (var i = 0; i < (entries?.Count ?? 0); i++)
        {
            var rule = new ListRule(status, $"{section}.{list}[{i}]");
            var name = entries![i];
            if (PercentRange.Of(name) is { } range)
                percents.Add(new PercentRule(range, rule));
            else
                foreach (var effect in OperationNames.Fixed)
                    if (OperationNames.Covers(name, effect))
                        byEffect.TryAdd(effect, rule);
            if (!OperationNames.IsKnown(name))
                throw new InvalidOperationException($"{rule.Path} names '{name}', which is no operation.");
        }
    }

    private HeldFreezes Holding(DateTimeOffset now)
    {
        var held = new HeldFreezes(now, []);
        foreach (var freeze in freezes)
            if (freeze.EndAt(now) is { } end)
                held.Freezes.Add((freeze, end));
        return held;
    }

    /// <summary>What holds at one moment. Replaced as a whole, by any thread.</summary>
    private sealed record HeldFreezes(DateTimeOffset Now, List<(CompiledFreeze Freeze, DateTimeOffset End)> Freezes);
}

/// <summary>A list entry with a percentage.</summary>
internal readonly record struct PercentRule(PercentRange Range, ListRule Rule);
