namespace SpecSkills.Hosting;

/// <summary>
/// Ends a command with a <see cref="Hosting.Problem"/>. For hosts only, where a command is one straight line from
/// options to report; the projects below return their failures as values.
/// </summary>
public sealed class ProblemException(Problem problem) : Exception(problem?.Message)
{
    /// <summary>What is wrong.</summary>
    public Problem Problem { get; } = problem ?? throw new ArgumentNullException(nameof(problem));
}
