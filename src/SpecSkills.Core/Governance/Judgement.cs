namespace SpecSkills.Core.Governance;

/// <summary>What the lists say of an operation: the strictest of its effects decides.</summary>
internal sealed record Judgement(VerdictStatus Status, string Operation, Effect Strictest, string? ListPath,
    string[] Effects)
{
    public static Judgement Of(VerdictRequest request, CompiledAuthority authority, IReadOnlyList<Effect> effects)
    {
        var names = new string[effects.Count];
        var statuses = new VerdictStatus[effects.Count];
        var strictest = 0;
        string? path = null;
        for (var i = 0; i < effects.Count; i++)
        {
            var rule = authority.Find(effects[i], out names[i]) ?? Implied(request, names[i]);
            statuses[i] = rule?.Status ?? VerdictStatus.RequiresApproval;
            if (i > 0 && statuses[i] <= statuses[strictest]) continue;
            strictest = i;
            path = rule?.Path;
        }

        var (name, status) = (names[strictest], statuses[strictest]);
        if (names.Length > 1) SortByStrictness(names, statuses);
        return new Judgement(status, name, effects[strictest], path, names);
    }

    /// <summary>
    /// Going back by recovery is allowed by its own field of the blueprint, unless a list says otherwise.
    /// </summary>
    private static ListRule? Implied(VerdictRequest request, string effect) =>
        effect == Blueprints.OperationNames.RollbackOnFailure && request.Blueprint.Reliability.RollbackOnFailure
            ? new ListRule(VerdictStatus.Allowed, RuleNames.RollbackOnFailure)
            : null;

    /// <summary>Stable, so that equally strict effects keep the order in which they were found.</summary>
    private static void SortByStrictness(string[] names, VerdictStatus[] statuses)
    {
        for (var i = 1; i < names.Length; i++)
        {
            for (var k = i; k > 0 && statuses[k] > statuses[k - 1]; k--)
            {
                (names[k], names[k - 1]) = (names[k - 1], names[k]);
                (statuses[k], statuses[k - 1]) = (statuses[k - 1], statuses[k]);
            }
        }
    }
}
