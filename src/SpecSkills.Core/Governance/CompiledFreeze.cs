using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>A freeze window with its schedule and zone looked up once.</summary>
internal sealed class CompiledFreeze
{
    private readonly CronSchedule schedule;
    private readonly TimeZoneInfo zone;
    private readonly PercentRange[] percents;
    private Firing? lookedFor;

    /// <exception cref="InvalidOperationException">No schedule or zone of that name: the window cannot be
    /// judged.</exception>
    public CompiledFreeze(FreezeWindow window)
    {
        Window = window;
        if (!CronSchedule.TryParse(window.Cron, out var parsed))
            throw new InvalidOperationException($"The freeze window '{window.Cron}' is no cron schedule.");
        schedule = parsed!;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(window.TimeZone, out var found))
            throw new InvalidOperationException($"The freeze window's time zone '{window.TimeZone}' is not known " +
                "here.");
        zone = found;
        percents = [.. window.Operations.Select(PercentRange.Of).OfType<PercentRange>()];
    }

    public FreezeWindow Window { get; }

    /// <summary>When the window that holds now ends; null when none does.</summary>
    public DateTimeOffset? EndAt(DateTimeOffset now)
    {
        // A schedule fires on whole minutes, so its last firing is looked for once in each: a policy of many windows
        // costs a verdict no more than its lists do.
        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        var known = lookedFor;
        if (known is null || known.Minute != minute)
            lookedFor = known = new Firing(
                minute, schedule.LastFiring(now, now - Window.Duration - TimeSpan.FromMinutes(1), zone));
        return known.At is { } fired && fired > now - Window.Duration
            ? (fired + Window.Duration).ToUniversalTime()
            : null;
    }

    /// <summary>
    /// True when the window names an effect. A change of resources has as many names as there are percentages, and is
    /// stopped by any of them, regardless of which one the lists apply to.
    /// </summary>
    public bool Stops(Effect effect)
    {
        if (Window.Operations.Count == 0) return true;
        if (effect.Resources is { } shift)
        {
            foreach (var range in percents)
                if (range.Matches(shift.LeastPercent()))
                    return true;
            return false;
        }

        foreach (var name in Window.Operations)
            if (OperationNames.Covers(name, effect.Name))
                return true;
        return false;
    }

    /// <summary>The last firing as seen from any moment of one minute. Replaced as a whole, by any thread.</summary>
    private sealed record Firing(long Minute, DateTimeOffset? At);
}
