using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>A freeze window with its schedule and zone looked up once.</summary>
internal sealed class CompiledFreeze
{
    private readonly CronSchedule schedule;
    private readonly TimeZoneInfo zone;

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
    }

    public FreezeWindow Window { get; }

    /// <summary>When the window that holds now ends; null when none does.</summary>
    public DateTimeOffset? EndAt(DateTimeOffset now)
    {
        var earliest = now - Window.Duration;
        return schedule.LastFiring(now, earliest, zone) is { } fired && fired > earliest
            ? (fired + Window.Duration).ToUniversalTime()
            : null;
    }

    public bool Stops(string effect)
    {
        if (Window.Operations.Count == 0) return true;
        foreach (var name in Window.Operations)
            if (OperationNames.Covers(name, effect))
                return true;
        return false;
    }
}
