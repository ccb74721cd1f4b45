using SpecSkills.Core.Blueprints;

namespace SpecSkills.Application.Ports;

/// <summary>What of the working tree's blueprints and policy is accepted, and what waits for it.</summary>
/// <param name="LockDigest">Digest of the lock in use; null when there is none.</param>
/// <param name="Problem">Why nothing at all is in force; null when the lock is sound.</param>
/// <param name="Files">The policy first, then every service.</param>
/// <param name="Review">Set when the policy was not accepted anew within its review interval.</param>
public sealed record PolicyStanding(
    string? LockDigest, Diagnostic? Problem, IReadOnlyList<FileStanding> Files, Diagnostic? Review)
{
    /// <summary>Of files that no lock speaks of: a test's, a person's own.</summary>
    public static readonly PolicyStanding Unlocked = new(null, null, [], null);

    /// <summary>What a person should be told, one sentence each; empty when all is as accepted.</summary>
    public IReadOnlyList<string> Notices =>
    [
        .. Problem is { } problem ? [$"{problem.Message}. {problem.Help}"] : Array.Empty<string>(),
        .. Files.Select(file => file.Notice).OfType<string>(),
        .. Review is { } review ? [$"{review.Message}. {review.Help}"] : Array.Empty<string>(),
    ];
}
