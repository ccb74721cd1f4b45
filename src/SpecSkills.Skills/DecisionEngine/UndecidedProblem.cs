using SpecSkills.Application.Decisions;
using SpecSkills.Hosting;

namespace SpecSkills.Skills.DecisionEngine;

/// <summary>Why there is no decision, as the end of a command.</summary>
public static class UndecidedProblem
{
    /// <summary>The problem, to be thrown.</summary>
    public static ProblemException Of(DecideResult result) => new(result switch
    {
        DecideResult.UnknownService unknown => new Problem("No blueprint governs this service.", ExitCode.InvalidInput)
        {
            Found = unknown.Service,
            Allowed = string.Join(", ", unknown.Known),
        },
        DecideResult.Unreadable unreadable => new Problem("The blueprint cannot be read.", ExitCode.InvalidInput)
        {
            Place = unreadable.File,
            Found = string.Join(" ", unreadable.Findings.Select(finding => finding.Message)),
            Next = $"specskills validate {unreadable.File}",
        },
        DecideResult.Unobservable blind => new Problem("The service cannot be observed.", ExitCode.TryAgain)
        {
            Place = blind.Service,
            Found = blind.Message,
            Next = "see that it answers: specskills cluster status (embedded), or kubectl cluster-info (any other)",
        },
        _ => throw new InvalidOperationException("Deciding has no other result."),
    });
}
