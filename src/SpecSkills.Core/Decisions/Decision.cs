using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Decisions;

/// <summary>
/// What the engine wants for one service and why, by the blueprint's own lines. Doing nothing is a decision too.
/// </summary>
/// <param name="Type">
/// What kind of change, or <see cref="DecisionType.Hold"/> / <see cref="DecisionType.Reject"/>.
/// </param>
/// <param name="Reason">Stable word, <c>cpu_above_up_threshold</c>.</param>
/// <param name="CurrentState">What was seen, as text with units; keys like <c>cpu_utilization</c>.</param>
/// <param name="TargetState">What is wanted; on a hold the present count.</param>
/// <param name="Rationale">Sentences for a person.</param>
/// <param name="BlueprintReferences">Blueprint paths the decision rests on.</param>
/// <param name="Operations">The exact changes; empty on hold and reject.</param>
/// <param name="Considered">Every rule looked at, in order, with its outcome.</param>
public sealed record Decision(
    string Service,
    BlueprintReference Blueprint,
    DecisionType Type,
    string Reason,
    IReadOnlyList<StateValue> CurrentState,
    IReadOnlyList<StateValue> TargetState,
    string Rationale,
    IReadOnlyList<string> BlueprintReferences,
    IReadOnlyList<Operation> Operations,
    IReadOnlyList<ConsideredRule> Considered)
{
    /// <summary>True when a person should hear of it.</summary>
    public bool Alert { get; init; }

    /// <summary>True when the operation is only proposed: a person decides, regardless of the lists.</summary>
    public bool ProposalOnly { get; init; }
}

/// <summary>One shown value: a count or a text with its unit.</summary>
public sealed record StateValue(string Key, string Text, int? Count = null)
{
    /// <summary>A count, written as a number in documents.</summary>
    public static StateValue Of(string key, int count) =>
        new(key, count.ToString(System.Globalization.CultureInfo.InvariantCulture), count);
}

/// <summary>A rule that was looked at.</summary>
/// <param name="Rule">
/// <c>gates</c>, <c>failure_recovery</c>, <c>drift</c>, <c>scaling</c>, <c>resource_optimization</c>.
/// </param>
/// <param name="Outcome"><c>chosen</c>, <c>hold</c>, <c>not_applicable</c>.</param>
/// <param name="Why">One sentence.</param>
public sealed record ConsideredRule(string Rule, string Outcome, string Why);
