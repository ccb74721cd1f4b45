namespace SpecSkills.Core.Governance.Shell;

/// <summary>
/// Bounds of reading one command line. What goes past them counts as unreadable: nobody types it, and a guard that can
/// be kept busy is a guard that can be waited out.
/// </summary>
internal sealed class ShellBudget
{
    /// <summary>Nesting of substitutions, subshells and scripts inside scripts.</summary>
    private const int Depth = 40;

    /// <summary>Commands, words and expansions looked at altogether.</summary>
    private const int Steps = 60_000;

    private int depth;
    private int steps;

    /// <summary>Counts one thing looked at.</summary>
    public void Step()
    {
        if (++steps > Steps) throw new ShellUnreadableException("it is too long to follow");
    }

    /// <summary>Goes one level down; <see cref="Leave"/> comes back.</summary>
    public void Enter()
    {
        Step();
        if (++depth > Depth) throw new ShellUnreadableException("it is nested too deeply");
    }

    /// <summary>Comes back up.</summary>
    public void Leave() => depth--;
}
