namespace SpecSkills.Hosting;

/// <summary>
/// Something a person can correct: what is wrong, where, what was found, what would be right, and what to do next.
/// </summary>
/// <param name="Message">One sentence.</param>
/// <param name="ExitCode">What the program ends with because of it, from <see cref="Hosting.ExitCode"/>.</param>
public sealed record Problem(string Message, int ExitCode = Hosting.ExitCode.Usage)
{
    /// <summary>File, option or address concerned.</summary>
    public string? Place { get; init; }

    /// <summary>What was found there.</summary>
    public string? Found { get; init; }

    /// <summary>What is allowed there.</summary>
    public string? Allowed { get; init; }

    /// <summary>What to do next; a command where one helps.</summary>
    public string? Next { get; init; }
}
