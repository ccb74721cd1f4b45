using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>
/// The policy decision point: blueprint, policy, observation and time to a verdict on one operation. Pure; fails
/// closed. Order: an operation nobody knows; what the lists forbid, since no waiting helps; what is blocked for now;
/// then the lists' approval and permission.
/// </summary>
public static class PolicyDecisionPoint
{
    private const string KnownKinds = "scale, adjust_resources, restart_pods, rollback, update_strategy, " +
        "update_health_checks, set_image, delete_deployment, delete_service, delete_persistent_volume, " +
        "modify_secret, change_network_policy";

    /// <summary>Judges an operation. Never throws: what cannot be judged is blocked.</summary>
    public static Verdict Evaluate(VerdictRequest request)
    {
        try
        {
            var (verdict, sizeMatters) = Judge(request);
            if (verdict.Status == VerdictStatus.Allowed || !sizeMatters) return verdict;
            return verdict with { Alternative = AlternativeFinder.Find(request) };
        }
        catch (Exception error)
        {
            // A bug or a value that no check foresaw. Letting it through would make every bug a hole.
            return Unjudged(request, error);
        }
    }

    /// <summary>The verdict on a kind of operation that does not exist.</summary>
    /// <param name="kind">The word that was asked for; from outside.</param>
    /// <param name="requestDigest">Digest of the request as it came, in place of an operation's.</param>
    public static Verdict Unknown(string kind, string requestDigest)
    {
        var shown = UntrustedText.Clean(kind, 60);
        return new Verdict(
            VerdictStatus.Blocked, RuleNames.UnknownOperation, [], requestDigest, RuleNames.UnknownOperation,
            $"Blocked by {RuleNames.UnknownOperation}: there is no operation '{shown}'. There are: {KnownKinds}.",
            null);
    }

    /// <summary>The verdict alone, without looking for an alternative.</summary>
    internal static (Verdict Verdict, bool SizeMatters) Judge(VerdictRequest request)
    {
        var own = JudgeBy(request);
        if (request.Blueprint.Accepted is not { } accepted) return own;
        // A narrower bound can turn one effect into another that the lists happen to treat more mildly (a blueprint may
        // allow what is beyond its limits). What nobody has accepted is never milder than what somebody did.
        var before = JudgeBy(request with { Blueprint = AsAccepted(accepted, request.Blueprint) });
        return before.Verdict.Status > own.Verdict.Status ? before : own;
    }

    // The accepted lists and bounds; what only tunes is in force as it stands.
    private static Blueprint AsAccepted(Blueprint accepted, Blueprint present) => accepted with
    {
        Digest = present.Digest,
        Scaling = present.Scaling with
        {
            MinReplicas = accepted.Scaling.MinReplicas,
            MaxReplicas = accepted.Scaling.MaxReplicas,
        },
    };

    private static (Verdict Verdict, bool SizeMatters) JudgeBy(VerdictRequest request)
    {
        if (!EffectClassifier.IsKnown(request.Operation.Parameters))
            return (Unknown(request.Operation.Kind.ToString(), request.Operation.Id), false);
        var authority = CompiledAuthority.Of(request.Blueprint, request.Policy);
        var effects = EffectClassifier.Classify(request);
        var judgement = Judgement.Of(request, authority, effects);
        if (judgement.Status == VerdictStatus.Blocked) return (Listed(request, judgement), true);
        var block = SafetyBlocks.First(request, authority, effects)
            ?? LimitBlocks.First(request)
            ?? FreshnessBlocks.First(request);
        if (block is not null) return (Blocked(request, judgement, block), block.DependsOnSize);
        var verdict = request.ProposalOnly && judgement.Status == VerdictStatus.Allowed
            ? Proposed(request, judgement)
            : Listed(request, judgement);
        return (verdict, !request.ProposalOnly);
    }

    private static Verdict Listed(VerdictRequest request, Judgement judgement)
    {
        var rule = judgement.ListPath ?? RuleNames.Unlisted;
        var explanation = (judgement.Status, judgement.ListPath) switch
        {
            (VerdictStatus.Allowed, _) => $"{judgement.Operation} is allowed by {rule}: {judgement.Detail}.",
            (VerdictStatus.Blocked, _) =>
                $"{judgement.Operation} is forbidden by {rule}, approved or not: {judgement.Detail}.",
            (_, null) => $"{judgement.Operation} needs a person's approval ({rule}: no list names it): " +
                $"{judgement.Detail}.",
            _ => $"{judgement.Operation} needs a person's approval by {rule}: {judgement.Detail}.",
        };
        return new Verdict(judgement.Status, judgement.Operation, judgement.Effects, request.Operation.Id, rule,
            explanation, null);
    }

    private static Verdict Proposed(VerdictRequest request, Judgement judgement) => new(
        VerdictStatus.RequiresApproval, judgement.Operation, judgement.Effects, request.Operation.Id,
        RuleNames.Unlisted,
        $"{judgement.Operation} is only proposed here ({RuleNames.Unlisted}): the decision leaves it to a person, " +
        $"although {judgement.ListPath} allows such operations: {judgement.Detail}.", null);

    private static Verdict Blocked(VerdictRequest request, Judgement judgement, Block block) => new(
        VerdictStatus.Blocked, judgement.Operation, judgement.Effects, request.Operation.Id, block.Rule,
        $"{judgement.Operation} is blocked by {block.Rule}. {block.Explanation}", null, block.RetryAt);

    private static Verdict Unjudged(VerdictRequest request, Exception error) => new(
        VerdictStatus.Blocked, RuleNames.UnknownOperation, [], SafeId(request), RuleNames.UnknownOperation,
        $"Blocked by {RuleNames.UnknownOperation}: the operation could not be evaluated ({error.GetType().Name}: " +
        $"{UntrustedText.Clean(error.Message, 300)}). Check blueprint and policy with 'specskills validate'.", null);

    private static string SafeId(VerdictRequest request)
    {
        try
        {
            return request.Operation.Id;
        }
        catch (Exception)
        {
            return "";
        }
    }
}
