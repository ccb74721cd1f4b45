namespace SpecSkills.Core.Governance.Assurance;

/// <summary>The level in force, with the examination it comes from.</summary>
/// <param name="Level"><c>L0</c> to <c>L4</c>.</param>
/// <param name="TriedAt">When; null when nothing was ever tried.</param>
/// <param name="Seat">Where.</param>
public sealed record AssuranceStanding(string Level, DateTimeOffset? TriedAt, AssuranceSeat? Seat)
{
    /// <summary>Nothing was ever tried.</summary>
    public static readonly AssuranceStanding Untried = new(AssuranceLevels.Lowest, null, null);

    /// <summary>The seat as documents and records name it.</summary>
    public static string Word(AssuranceSeat seat) => seat switch
    {
        AssuranceSeat.Hook => "hook",
        AssuranceSeat.AgentShell => "agent_shell",
        _ => "terminal",
    };

    /// <summary>
    /// What the reports, at most one of each seat, come to. Only the hook's says anything about the agent's sandbox, so
    /// only it can raise the level past what a channel gives. Any later report can lower it: the shell's own by
    /// its level, any other by settings that no longer demand the sandbox.
    /// </summary>
    /// <param name="demands">
    /// The door <see cref="DoorNames.Demands"/> as it stands now; null when it was not looked at.
    /// </param>
    public static AssuranceStanding Of(IReadOnlyList<AssuranceReport> reports, DoorState? demands)
    {
        ArgumentNullException.ThrowIfNull(reports);
        // Some reports name whole seconds only. Within a second the order of arrival counts, which is that of the list:
        // a report that lowers the level must not pass for the earlier one.
        List<AssuranceReport> ordered = [.. reports.OrderBy(report => report.TriedAt.ToUnixTimeSeconds())];
        if (ordered is not [.., var latest]) return Untried;
        var hook = ordered.FindLastIndex(report => report.Seat == AssuranceSeat.Hook);
        var standing = hook >= 0
            ? new AssuranceStanding(ordered[hook].Level, ordered[hook].TriedAt, ordered[hook].Seat)
            : new AssuranceStanding(Unsupported(latest), latest.TriedAt, latest.Seat);
        foreach (var report in hook >= 0 ? ordered.Skip(hook + 1) : [])
        {
            var bound = report.Seat == AssuranceSeat.AgentShell ? report.Level
                : report.Door(DoorNames.Demands)?.State == DoorState.Shut ? standing.Level : Unsupported(report);
            if (AssuranceLevels.Rank(bound) < AssuranceLevels.Rank(standing.Level))
                standing = new AssuranceStanding(bound, report.TriedAt, report.Seat);
        }

        return demands is not null and not DoorState.Shut
            && AssuranceLevels.Rank(standing.Level) > AssuranceLevels.Rank(AssuranceLevels.Channel)
            ? standing with { Level = Unsupported(latest) }
            : standing;
    }

    /// <summary>What holds without a sandbox: a channel is the same from every seat.</summary>
    private static string Unsupported(AssuranceReport report) =>
        report.Door(DoorNames.Channel)?.State == DoorState.Shut ? AssuranceLevels.Channel : AssuranceLevels.Lowest;
}
