using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Governance;

/// <summary>
/// Whether the calendar freezes a service: what the decision engine's gate asks before it plans anything.
/// </summary>
public static class FreezeCalendar
{
    /// <summary>
    /// What <see cref="ServiceHistory.Frozen"/> is by the calendar; a window that cannot be judged freezes.
    /// </summary>
    public static bool IsFrozen(Blueprint blueprint, GovernancePolicy policy, DateTimeOffset now)
    {
        try
        {
            return FrozenUntil(blueprint, policy, now) is not null;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>End of the window that stops every operation of the service now, or null.</summary>
    /// <exception cref="InvalidOperationException">A window cannot be judged: treat the service as frozen.</exception>
    public static DateTimeOffset? FrozenUntil(Blueprint blueprint, GovernancePolicy policy, DateTimeOffset now)
    {
        DateTimeOffset? until = null;
        foreach (var (freeze, end) in CompiledAuthority.Of(blueprint, policy).FreezesAt(now))
            if (freeze.Window.Operations.Count == 0 && (until is null || end > until))
                until = end;
        return until;
    }
}
