namespace SpecSkills.ShellGuard;

/// <summary>The verdict on a command line that a coding agent wants to run in its shell.</summary>
public abstract record ShellVerdict
{
    private ShellVerdict()
    {
    }

    /// <summary>Nothing of ours: the client's own permissions decide.</summary>
    public sealed record LeftAlone : ShellVerdict;

    /// <summary>It bypasses the gate.</summary>
    /// <param name="Found">What was recognised, in the command line's own words (<c>kubectl scale</c>), neither cleaned
    /// nor bounded: the caller does both before it shows them.</param>
    /// <param name="Why">One sentence.</param>
    /// <param name="Instead">The tool or the person to turn to.</param>
    public sealed record Denied(string Found, string Why, string Instead) : ShellVerdict
    {
        /// <summary>The three as the model reads them.</summary>
        public string Reason => $"SpecSkills: '{Found}' {Why} {Instead}";
    }
}
