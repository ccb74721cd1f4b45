using System.Runtime.CompilerServices;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>
/// The policy decision point: blueprint, policy, observation and time to a verdict on one operation. Pure; fails
/// closed. Order: an unknown operation; what the lists forbid, since no waiting helps; what is blocked for now;
/// then the lists' approval and permission.
/// </summary>
public static class PolicyDecisionPoint
{
    private const string KnownKinds = "scale, adjust_resources, restart_pods, rollback, update_strategy, " +
        "update_health_checks, set_image, delete_deployment, delete_service, delete_persistent_volume, " +
        "modify_secret, change_network_policy";

    /// <summary>What governs where only the file's present text is not yet accepted, made once for each.</summary>
    private static readonly ConditionalWeakTable<Blueprint, Blueprint> AcceptedViews = [];

    /// <summary>Judges an operation. Never throws: what cannot be judged is blocked.</summary>
    public static Verdict Evaluate(VerdictRequest request)
    {
        try
        {
            var ruling = Rule(request);
            var verdict = Worded(request, ruling);
            if (ruling.Status == VerdictStatus.Allowed || !ruling.SizeMatters) return verdict;
            return verdict with { Alternative = AlternativeFinder.Find(request) };
        }
        catch (Exception error)
        {
            // A bug or a value that no check foresaw. Allowing it would make every bug a hole.
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

    /// <summary>The verdict without its text and without an alternative.</summary>
    internal static Ruling Rule(VerdictRequest request)
    {
        var own = RuleBy(request);
        if (request.Blueprint.Accepted is null) return own;
        // A narrower bound can turn one effect into another that the lists happen to treat more mildly (a blueprint may
        // allow what is beyond its limits). An unaccepted version is never milder than the accepted one.
        var view = AcceptedViews.GetValue(request.Blueprint, static present => AsAccepted(present.Accepted!, present));
        var before = RuleBy(request with { Blueprint = view });
        return before.Status > own.Status ? before : own;
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

    private static Ruling RuleBy(VerdictRequest request)
    {
        if (!EffectClassifier.IsKnown(request.Operation.Parameters)) return Ruling.Unknown;
        var authority = CompiledAuthority.Of(request.Blueprint, request.Policy);
        var effects = EffectClassifier.Classify(request);
        var judgement = Judgement.Of(request, authority, effects);
        if (judgement.Status == VerdictStatus.Blocked)
            return new Ruling(VerdictStatus.Blocked, judgement, null, SizeMatters: true);
        var block = SafetyBlocks.First(request, authority, effects)
            ?? LimitBlocks.First(request)
            ?? FreshnessBlocks.First(request);
        if (block is not null) return new Ruling(VerdictStatus.Blocked, judgement, block, block.DependsOnSize);
        var status = request.ProposalOnly ? VerdictStatus.RequiresApproval : judgement.Status;
        return new Ruling(status, judgement, null, !request.ProposalOnly);
    }

    private static Verdict Worded(VerdictRequest request, Ruling ruling) => ruling switch
    {
        { Judgement: null } => Unknown(WireWord.Of(request.Operation.Kind), request.Operation.Id),
        { Block: { } block } => Verdict(
            request, ruling, block.Rule,
            $"{ruling.Judgement.Operation} is blocked by {block.Rule}. {block.Explanation}", block.RetryAt),
        { Judgement: { Status: VerdictStatus.Allowed } allowed, Status: VerdictStatus.RequiresApproval } => Verdict(
            request, ruling, RuleNames.Unlisted,
            $"{allowed.Operation} is only proposed here ({RuleNames.Unlisted}): the decision leaves it to a person, " +
            $"although {allowed.ListPath} allows such operations: {allowed.Strictest.Detail}."),
        _ => Verdict(request, ruling, ruling.Judgement.ListPath ?? RuleNames.Unlisted, Listed(ruling.Judgement)),
    };

    private static string Listed(Judgement judgement) => (judgement.Status, judgement.ListPath) switch
    {
        (VerdictStatus.Allowed, var rule) =>
            $"{judgement.Operation} is allowed by {rule}: {judgement.Strictest.Detail}.",
        (VerdictStatus.Blocked, var rule) =>
            $"{judgement.Operation} is forbidden by {rule}, even with approval: {judgement.Strictest.Detail}.",
        (_, null) => $"{judgement.Operation} needs a person's approval ({RuleNames.Unlisted}: no list names it): " +
            $"{judgement.Strictest.Detail}.",
        (_, var rule) => $"{judgement.Operation} needs a person's approval by {rule}: {judgement.Strictest.Detail}.",
    };

    private static Verdict Verdict(
        VerdictRequest request, Ruling ruling, string rule, string explanation, DateTimeOffset? retryAt = null) => new(
        ruling.Status, ruling.Judgement!.Operation, ruling.Judgement.Effects, request.Operation.Id, rule, explanation,
        null, retryAt);

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

/// <summary>A verdict before its text is written.</summary>
/// <param name="Status">The answer.</param>
/// <param name="Judgement">What the lists say; null for an unknown operation.</param>
/// <param name="Block">What blocks it regardless of the lists; null where nothing does.</param>
/// <param name="SizeMatters">A smaller change of the same kind could get another answer.</param>
internal readonly record struct Ruling(VerdictStatus Status, Judgement? Judgement, Block? Block, bool SizeMatters)
{
    /// <summary>No such operation.</summary>
    public static readonly Ruling Unknown = new(VerdictStatus.Blocked, null, null, SizeMatters: false);
}
