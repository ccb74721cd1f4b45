using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>
/// Blocks that no list lifts and no approval passes: breakers, freezes, another change under way, another owner,
/// cooldown. Asked in the order of the contract's rule words.
/// </summary>
internal static class SafetyBlocks
{
    public static Block? First(VerdictRequest request, CompiledAuthority authority, IReadOnlyList<Effect> effects)
    {
        if (request.Observation is not { } observation) return null;
        return Breaker(request, observation.History)
            ?? Freeze(request, observation.History, authority, effects)
            ?? Paused(observation.Deployment)
            ?? InFlight(request, observation.History)
            ?? ExternalOwner(request.Operation, observation.Deployment)
            ?? Cooldown(request, observation.History);
    }

    private static Block? Breaker(VerdictRequest request, ServiceHistory history)
    {
        var service = request.Operation.Service;
        if (history.BreakerOpen)
            return new Block(RuleNames.Breaker,
                $"The breaker of {service} is open after {history.ConsecutiveFailures} " +
                $"failed operations. A person looks into it and runs 'specskills breaker reset {service}'.");
        return history.GlobalBreakerOpen
            ? new Block(RuleNames.Breaker, "The breaker over all services is open because several services failed. A " +
                "person looks into it and runs 'specskills breaker reset \"*\"'.")
            : null;
    }

    private static Block? Freeze(
        VerdictRequest request, ServiceHistory history, CompiledAuthority authority, IReadOnlyList<Effect> effects)
    {
        Block? longest = null;
        if (history.Freeze is { } standing && standing.HoldsAt(request.Now))
        {
            longest = new Block(RuleNames.Freeze, standing.Describe(), standing.Until);
            // A freeze without an end outlasts every window.
            if (standing.Until is null) return longest;
        }

        foreach (var (freeze, end) in authority.FreezesAt(request.Now))
        {
            if (!StopsAny(freeze, effects)) continue;
            if (longest?.RetryAt >= end) continue;
            longest = new Block(RuleNames.Freeze,
                $"A freeze window ('{freeze.Window.Cron}' in {freeze.Window.TimeZone}) holds until {end:u}.", end);
        }

        if (longest is null && history.Frozen)
            return new Block(
                RuleNames.Freeze, $"{request.Operation.Service} was frozen when it was observed; nothing changes " +
                "until the freeze is lifted or its window ends.");
        return longest;
    }

    private static bool StopsAny(CompiledFreeze freeze, IReadOnlyList<Effect> effects)
    {
        foreach (var effect in effects)
            if (freeze.Stops(effect))
                return true;
        return false;
    }

    private static Block? Paused(DeploymentState deployment) => deployment.Paused
        ? new Block(RuleNames.Paused,
            "The Deployment is paused: a person stopped its rollout. It is not changed until " +
            "'kubectl rollout resume'.")
        : null;

    private static Block? InFlight(VerdictRequest request, ServiceHistory history) =>
        history.OperationInFlight && !request.AtUse
            ? new Block(RuleNames.OperationInFlight,
                $"An operation of {request.Operation.Service} is executed and not " +
                "verified yet; the next one starts when it is closed.")
            : null;

    private static Block? ExternalOwner(Operation operation, DeploymentState deployment)
    {
        if (deployment.ManagedByAutoscaler is not { } owner) return null;
        var vertical = owner.StartsWith("VerticalPodAutoscaler", StringComparison.Ordinal);
        foreach (var (field, after) in operation.After)
        {
            if (operation.Before[field] == after) continue;
            if (FieldClasses.Of(field) != (vertical ? FieldClass.Resource : FieldClass.Replicas)) continue;
            return new Block(RuleNames.ExternalOwner,
                $"{owner} owns {field} of this Deployment; change its settings instead, or remove it.");
        }

        return null;
    }

    private static Block? Cooldown(VerdictRequest request, ServiceHistory history)
    {
        if (history.LastActionCompletedAt is not { } last) return null;
        var operation = request.Operation;
        var scaling = request.Blueprint.Scaling;
        if (operation.After["replicas"] is not { } after || operation.Before["replicas"] == after) return null;
        // A move back into the bounds ignores the cooldown. Zero is a person's choice and no such case.
        if (ReplicaEffects.Count(operation.Before["replicas"]) is { } from and > 0
            && ReplicaEffects.Count(after) is { } to && ReplicaEffects.MovesTowards(scaling, from, to)) return null;
        // An end in the future means the clock went back: the period counts from now then, never from nothing.
        var start = last > request.Now ? request.Now : last;
        var end = start + scaling.CooldownPeriod;
        return end > request.Now
            ? new Block(RuleNames.Cooldown,
                $"Scaling waits {DurationText.Format(scaling.CooldownPeriod)} after the last " +
                $"action, which ended at {last:u} (spec.scaling.cooldown_period).", end)
            : null;
    }
}
