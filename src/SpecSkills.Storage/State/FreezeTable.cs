using SpecSkills.Core.Observations;

namespace SpecSkills.Storage.State;

/// <summary>The one freeze of the workspace.</summary>
internal static class FreezeTable
{
    /// <summary>The freeze that holds now, or null.</summary>
    public static WorkspaceFreeze? Of(StateSession session, DateTimeOffset now)
    {
        var freeze = session.First(
            "SELECT since, until, by, reason FROM freeze WHERE id = 1",
            row => new WorkspaceFreeze(
                StateText.Time(row.GetInt64(0)), row.TimeAt(1), row.GetString(2), row.GetString(3)));
        return freeze?.HoldsAt(now) == true ? freeze : null;
    }

    /// <summary>Sets it unless the one that holds lasts as long; the one that holds then.</summary>
    public static WorkspaceFreeze Lengthen(StateSession session, WorkspaceFreeze freeze, DateTimeOffset now)
    {
        if (Of(session, now) is { } standing && standing.Outlasts(freeze.Until)) return standing;
        session.Execute(
            "INSERT OR REPLACE INTO freeze (id, since, until, by, reason) VALUES (1, $1, $2, $3, $4)",
            freeze.Since.UtcTicks, freeze.Until?.UtcTicks, freeze.By, freeze.Reason);
        return freeze;
    }

    public static bool Lift(StateSession session) => session.Execute("DELETE FROM freeze WHERE id = 1") == 1;
}
