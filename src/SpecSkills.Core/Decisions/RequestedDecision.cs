using System.Globalization;
using SpecSkills.Core.Decisions.Rules;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Decisions;

/// <summary>An explicit wish in the shape of a decision, so that everything after it goes the same way.</summary>
public static class RequestedDecision
{
    /// <summary>The decision that stands for a planned wish: a hold where everything is as wished already.</summary>
    /// <param name="requester">Who asked, for the rationale.</param>
    public static Decision Of(Operation operation, Observation observation, string requester) =>
        IsSo(operation) ? Hold(operation, observation, requester) : Chosen(operation, observation, requester);

    private static Decision Chosen(Operation operation, Observation observation, string requester)
    {
        var shown = string.Join(", ", operation.After.Select(field =>
            $"{field.Key} {operation.Before[field.Key] ?? "unset"} -> {field.Value}"));
        return new Decision(
            operation.Service, operation.Blueprint, Type(operation), "requested", CurrentState.Of(observation),
            Target(operation),
            $"Asked for by {requester}: {shown}. The engine did not decide this; governance judges it by its effect.",
            ["spec.governance.agent_authority"], [operation],
            [new ConsideredRule("request", "chosen", "An explicit request.")]);
    }

    // Written all the same, it would be verified, and undone when targets are missed for other reasons: an undoing that
    // changes nothing either.
    private static Decision Hold(Operation operation, Observation observation, string requester) => new(
        operation.Service, operation.Blueprint, DecisionType.Hold, "already_so", CurrentState.Of(observation),
        Target(operation),
        $"Asked for by {requester}: {string.Join(", ", operation.After.Select(field => $"{field.Key} {field.Value}"))}."
            + " This is already so; there is nothing to do.",
        ["spec.governance.agent_authority"], [],
        [new ConsideredRule("request", "hold", "Everything is already as requested.")]);

    private static bool IsSo(Operation operation) =>
        operation.After.Count > 0 && operation.After.All(field => operation.Before[field.Key] == field.Value);

    private static IReadOnlyList<StateValue> Target(Operation operation) =>
    [
        .. operation.After.Select(field => Count(field.Value) is { } count
            ? StateValue.Of(field.Key, count)
            : new StateValue(field.Key, field.Value)),
    ];

    private static DecisionType Type(Operation operation) => operation.Parameters switch
    {
        OperationParameters.Scale scale when scale.Replicas < Count(operation.Before["replicas"]) =>
            DecisionType.ScaleDown,
        OperationParameters.Scale => DecisionType.ScaleUp,
        OperationParameters.AdjustResources => DecisionType.AdjustResources,
        OperationParameters.RestartPods => DecisionType.RestartPods,
        OperationParameters.Rollback => DecisionType.Rollback,
        _ => DecisionType.UpdateDeployment,
    };

    private static int? Count(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
