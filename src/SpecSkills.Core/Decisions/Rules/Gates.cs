namespace SpecSkills.Core.Decisions.Rules;

/// <summary>Conditions under which nothing is decided at all, in the order in which they name the reason.</summary>
internal static class Gates
{
    private static readonly RuleOutcome.NotApplicable Open = new(
        "No breaker is open, nothing is frozen or paused, and no operation waits for verification.");

    private static readonly RuleOutcome.Hold ServiceBreaker = Closed("breaker_open",
        "The service's breaker is open: nothing changes until a person resets it with a reason.");

    private static readonly RuleOutcome.Hold GlobalBreaker = Closed("breaker_open",
        "The breaker over all services is open: nothing changes until a person resets it with a reason.");

    private static readonly RuleOutcome.Hold Frozen = Closed("frozen",
        "A freeze is in force: no autonomous change until it is lifted or its window ends.");

    private static readonly RuleOutcome.Hold Paused = Closed("paused",
        "The Deployment is paused: a person is working on it and resumes it when done.");

    private static readonly RuleOutcome.Hold InFlight = Closed("operation_in_flight",
        "The last operation was executed and is not verified yet; the next decision waits for its result.");

    public static RuleOutcome Evaluate(DecisionInput input)
    {
        var history = input.Observation.History;
        if (history.BreakerOpen) return ServiceBreaker;
        if (history.GlobalBreakerOpen) return GlobalBreaker;
        if (history.Freeze is { } freeze && freeze.HoldsAt(input.Now)) return Closed("frozen", freeze.Describe());
        if (history.Frozen) return Frozen;
        if (input.Observation.Deployment.Paused) return Paused;
        return history.OperationInFlight ? InFlight : Open;
    }

    private static RuleOutcome.Hold Closed(string reason, string why) => new RuleOutcome.Hold(reason, why, true, []);
}
