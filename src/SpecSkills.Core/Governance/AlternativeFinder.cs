using SpecSkills.Core.Decisions;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>
/// The nearest operation that the same rules allow now. Every candidate is judged like a request of its own before it
/// is offered: an alternative that would be refused is worse than none.
/// </summary>
internal static class AlternativeFinder
{
    /// <summary>Counts tried on the way back to the present one; more than this and "nearest" means nothing.</summary>
    private const int CandidateLimit = 64;

    private const long Mebibyte = 1L << 20;

    public static AlternativeOperation? Find(VerdictRequest request)
    {
        // What is only proposed is allowed at no size.
        if (request.Observation is null || request.ProposalOnly) return null;
        return request.Operation.Parameters switch
        {
            OperationParameters.Scale scale => Replicas(request, scale),
            OperationParameters.AdjustResources adjust => Resources(request, adjust),
            OperationParameters.RestartPods restart => Pods(request, restart),
            OperationParameters.Other { OtherKind: OperationKind.DeleteDeployment } => InsteadOfDeleting(request),
            _ => null,
        };
    }

    private static AlternativeOperation? Replicas(VerdictRequest request, OperationParameters.Scale wanted)
    {
        var present = request.Observation!.Deployment.Replicas;
        var scaling = request.Blueprint.Scaling;
        if (scaling.MinReplicas > scaling.MaxReplicas) return null;
        var highest = Math.Max(
            scaling.MinReplicas, Math.Min(scaling.MaxReplicas, request.Policy.Limits.MaxReplicas ?? int.MaxValue));
        var nearest = Math.Clamp(wanted.Replicas, scaling.MinReplicas, highest);
        if (FirstAllowed(request, nearest, present) is not { } count) return null;
        return new AlternativeOperation(new OperationParameters.Scale(count), count == wanted.Replicas
            ? $"Only scaling to {count} needs no approval."
            : $"{count} replicas are the nearest count to {wanted.Replicas} that needs no approval.");
    }

    private static AlternativeOperation? InsteadOfDeleting(VerdictRequest request)
    {
        var present = request.Observation!.Deployment.Replicas;
        var least = request.Blueprint.Scaling.MinReplicas;
        // Last, the present count: it is not a step on the way, and may be allowed where every step is not.
        var last = Math.Max(present, least);
        var count = present > least ? FirstAllowed(request, least, present) : null;
        if (count is null && last - least < CandidateLimit && IsAllowed(request, last)) count = last;
        return count is not { } allowed ? null : new AlternativeOperation(new OperationParameters.Scale(allowed),
            $"Scaling to {allowed} takes the least capacity that the blueprint keeps, and can be undone.");
    }

    /// <summary>
    /// The first count allowed on the way to the present one, which is not among them. Nearer to the present count an
    /// operation never gains an effect, a bound or a cooldown that it did not have farther away: what
    /// is allowed stays allowed, so a binary search finds it.
    /// </summary>
    private static int? FirstAllowed(VerdictRequest request, int from, int present)
    {
        var candidates = Math.Min(Math.Abs(present - from), CandidateLimit);
        var step = Math.Sign(present - from);
        if (candidates == 0) return null;
        if (IsAllowed(request, from)) return from;
        var (refused, allowed) = (0, candidates - 1);
        if (refused == allowed || !IsAllowed(request, from + allowed * step)) return null;
        while (allowed - refused > 1)
        {
            var middle = (refused + allowed) / 2;
            if (IsAllowed(request, from + middle * step)) allowed = middle;
            else refused = middle;
        }

        return from + allowed * step;
    }

    private static AlternativeOperation? Resources(VerdictRequest request, OperationParameters.AdjustResources wanted)
    {
        var shift = EffectClassifier.Classify(request)
            .Select(effect => effect.Resources).OfType<ResourceShift>().FirstOrDefault();
        if (shift is null) return null;
        foreach (var percent in CompiledAuthority.Of(request.Blueprint, request.Policy).PercentsToOffer)
        {
            if (Nearest(wanted, shift, percent) is not { } candidate || candidate == wanted) continue;
            if (IsAllowed(request, candidate))
                return new AlternativeOperation(candidate,
                    $"Nearest values within {percent} percent of the approved ones.");
        }

        return null;
    }

    private static OperationParameters.AdjustResources? Nearest(
        OperationParameters.AdjustResources wanted, ResourceShift shift, int percent)
    {
        var candidate = wanted;
        var moved = false;
        foreach (var field in shift.Shifts)
        {
            if (field.Field.Contains(' ', StringComparison.Ordinal)) continue;
            if (field.Nearest(percent) is not { } value) return null;
            var amount = (long)Rounded(field, value);
            moved |= amount != field.Current;
            candidate = field.Field[(field.Field.IndexOf('.', StringComparison.Ordinal) + 1)..] switch
            {
                "cpu.request" => candidate with { CpuRequest = new CpuQuantity(amount) },
                "cpu.limit" => candidate with { CpuLimit = new CpuQuantity(amount) },
                "memory.request" => candidate with { MemoryRequest = new ByteQuantity(amount) },
                "memory.limit" => candidate with { MemoryLimit = new ByteQuantity(amount) },
                "ephemeral_storage.request" => candidate with { EphemeralStorageRequest = new ByteQuantity(amount) },
                _ => candidate,
            };
        }

        return moved ? candidate : null;
    }

    /// <summary>Whole mebibytes towards the present value, so that rounding never leaves the band.</summary>
    private static Int128 Rounded(FieldShift field, Int128 value)
    {
        if (field.Field.Contains(".cpu.", StringComparison.Ordinal) || value % Mebibyte == 0) return value;
        var down = value / Mebibyte * Mebibyte;
        var rounded = value < field.Current ? down + Mebibyte : down;
        var overshoots = value < field.Current ? rounded > field.Current : rounded < field.Current;
        return overshoots ? value : rounded;
    }

    private static AlternativeOperation? Pods(VerdictRequest request, OperationParameters.RestartPods wanted)
    {
        var failed = wanted.Pods.Where(pod => EvictionEffects.HasFailed(pod, request.Observation)).ToArray();
        if (failed.Length == 0 || failed.Length == wanted.Pods.Count) return null;
        var candidate = new OperationParameters.RestartPods(failed);
        return IsAllowed(request, candidate)
            ? new AlternativeOperation(candidate,
                "These of the pods are not ready or restarted lately; the others are healthy.")
            : null;
    }

    private static bool IsAllowed(VerdictRequest request, int replicas) =>
        IsAllowed(request, new OperationParameters.Scale(replicas));

    private static bool IsAllowed(VerdictRequest request, OperationParameters candidate)
    {
        var operation = request.Operation with
        {
            Origin = OperationOrigin.Request,
            Parameters = candidate,
            Before = ObservedFields.Of(candidate, request.Observation!),
            After = ObservedFields.After(candidate),
        };
        return PolicyDecisionPoint.Rule(request with { Operation = operation }).Status == VerdictStatus.Allowed;
    }
}
