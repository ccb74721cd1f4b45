namespace SpecSkills.ShellGuard;

/// <summary>
/// Bounds of reading one command line, counted and not timed: the same line is always read as far. What goes past them
/// counts as unreadable: people do not type such lines, and a guard that can be kept busy can be outlasted.
/// </summary>
public sealed class ShellBudget
{
    /// <summary>Commands, words and expansions looked at altogether.</summary>
    public const int MaximumSteps = 60_000;

    /// <summary>
    /// Characters that expansions give altogether, eight times the longest line: <c>X=$X$X</c> doubles each time it
    /// stands there.
    /// </summary>
    public const int MaximumCharacters = 8 * ShellCommand.MaximumLength;

    /// <summary>Nesting of substitutions, subshells and scripts inside scripts.</summary>
    private const int Depth = 40;

    private int depth;

    /// <summary>Things looked at so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Characters given by expansions so far.</summary>
    public long Characters { get; private set; }

    /// <summary>Counts one thing looked at.</summary>
    internal void Step()
    {
        if (++Steps > MaximumSteps) throw new ShellUnreadableException("it is too long to follow");
    }

    /// <summary>Counts text before it is made, so that it is never made when it is too long.</summary>
    internal void Give(long length)
    {
        if ((Characters += length) > MaximumCharacters)
            throw new ShellUnreadableException("it grows too long to follow");
    }

    /// <summary>The same for a text that is there, with something for being there at all.</summary>
    internal string Given(string text)
    {
        Give(text.Length + 8);
        return text;
    }

    /// <summary>Replaces every occurrence of a text.</summary>
    internal string Replace(string text, string old, string by)
    {
        var places = text.AsSpan().Count(old);
        Give(text.Length + (long)places * by.Length);
        return text.Replace(old, by, StringComparison.Ordinal);
    }

    /// <summary>Goes one level down; <see cref="Leave"/> comes back.</summary>
    internal void Enter()
    {
        Step();
        if (++depth > Depth) throw new ShellUnreadableException("it is nested too deeply");
    }

    /// <summary>Comes back up.</summary>
    internal void Leave() => depth--;
}

/// <summary>A command line that is no shell script we can follow. Caught by <see cref="ShellGuard"/> alone.</summary>
internal sealed class ShellUnreadableException(string why) : Exception(why);
