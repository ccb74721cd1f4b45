using SpecSkills.Core.Decisions;

namespace SpecSkills.Storage.State;

/// <summary>
/// How much time has passed, added up from the times that callers bring: a clock that steps back adds nothing and takes
/// nothing away. What may not be revived by such a step (a permit) ends by this count as well as by the wall clock.
/// </summary>
internal static class StateClock
{
    /// <summary>Adds what has passed since the last call; gives the ticks passed since the file was made.</summary>
    public static long Advance(StateSession session, DateTimeOffset now)
    {
        var ticks = now.UtcTicks;
        var last = session.First(
            "SELECT seen, elapsed FROM clock WHERE id = 1", row => (Seen: row.GetInt64(0), Elapsed: row.GetInt64(1)));
        if (last == default)
        {
            session.Execute("INSERT OR REPLACE INTO clock (id, seen, elapsed) VALUES (1, $1, 1)", ticks);
            return 1;
        }

        var passed = ticks - last.Seen;
        // Callers' times come in a little out of order; only more than that is a step back, from which counting goes
        // on.
        if (passed <= 0 && -passed <= EngineConstants.ClockTolerance.Ticks) return last.Elapsed;
        var elapsed = last.Elapsed + Math.Max(0, passed);
        session.Execute("UPDATE clock SET seen = $1, elapsed = $2 WHERE id = 1", ticks, elapsed);
        return elapsed;
    }
}
