using SpecSkills.Core.Decisions.Rules;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Decisions.Scaling;

/// <summary>One clock for both directions, from the end of the last action.</summary>
internal static class Cooldown
{
    /// <summary>The hold while the period has not passed, or when the clock went back; null when free to act.</summary>
    public static RuleOutcome.Hold? Holds(DecisionInput input)
    {
        if (input.Observation.History.LastActionCompletedAt is not { } last) return null;
        var elapsed = input.Now - last;
        if (-elapsed > EngineConstants.ClockTolerance)
            return new RuleOutcome.Hold("clock_skew",
                $"The last action ended {DurationText.Format(-elapsed)} in the future: the clock went back, so the " +
                "cooldown starts anew from now.", false, [BlueprintPaths.CooldownPeriod]);
        if (elapsed < TimeSpan.Zero) elapsed = TimeSpan.Zero;
        var period = input.Blueprint.Scaling.CooldownPeriod;
        if (elapsed >= period) return null;
        return new RuleOutcome.Hold("cooldown",
            $"{DurationText.Format(elapsed)} of the cooldown_period of {DurationText.Format(period)} have passed " +
            $"since the last action; {DurationText.Format(period - elapsed)} remain.", false,
            [BlueprintPaths.CooldownPeriod]);
    }
}
