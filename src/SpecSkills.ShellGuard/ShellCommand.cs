namespace SpecSkills.ShellGuard;

/// <summary>
/// Judges a command line before a coding agent's shell runs it: what changes a cluster without the gate, decides in a
/// person's place or edits what the gate relies on is denied with an alternative; everything else is allowed.
/// A net and not a wall: a program that the command line only names can do anything.
/// </summary>
public static class ShellCommand
{
    /// <summary>Longest command line that is read; people do not type more, and files have other ways in.</summary>
    public const int MaximumLength = 128 * 1024;

    /// <summary>The verdict; never throws.</summary>
    public static ShellVerdict Judge(string command) => Judge(command, new ShellBudget());

    /// <summary>The same, counting into a budget of the caller's what the reading took.</summary>
    public static ShellVerdict Judge(string command, ShellBudget budget)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(budget);
        if (command.Length > MaximumLength)
            return new ShellVerdict.Denied(
                "a command line of this length", $"is longer than {MaximumLength / 1024} KiB and is not read.",
                "Put it in a file.");
        return Found(command, budget) ?? (ShellVerdict)new ShellVerdict.LeftAlone();
    }

    private static ShellVerdict.Denied? Found(string command, ShellBudget budget)
    {
        // Invisible characters could hide a word from a reader, and one of them has a meaning here.
        var clean = command.Replace(ShellScope.Unknown, '?').Replace("\0", "", StringComparison.Ordinal);
        try
        {
            var walk = new ShellWalk(clean, budget);
            walk.Run(ShellParser.Parse(clean, budget));
            return walk.Found;
        }
        catch (ShellUnreadableException)
        {
            return WordsAlone.Judge(clean);
        }
    }
}
