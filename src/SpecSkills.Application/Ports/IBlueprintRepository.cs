using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Ports;

/// <summary>
/// The repository's own blueprints and policy as they are in force: the only source permits are issued from.
/// </summary>
public interface IBlueprintRepository
{
    /// <summary>
    /// Reads the folder as it is now: every service with its blueprint in force and findings, and the policy.
    /// </summary>
    RepositorySnapshot Read();
}

/// <summary>Blueprints and policy as of one moment, consistent with each other.</summary>
public sealed record RepositorySnapshot(
    IReadOnlyList<ServiceBlueprint> Services, GovernancePolicy? Policy, IReadOnlyList<Diagnostic> PolicyFindings)
{
    /// <summary>What is accepted and what waits for it; of files without a lock, nothing.</summary>
    public PolicyStanding Standing { get; init; } = PolicyStanding.Unlocked;

    /// <summary>By blueprint name or folder name; null when there is none. Never a path.</summary>
    public ServiceBlueprint? Find(string service) =>
        Services.FirstOrDefault(entry => entry.Service == service)
        ?? Services.FirstOrDefault(entry => entry.Folder == service);
}

/// <summary>One service's blueprint file.</summary>
/// <param name="Blueprint">Null when it cannot be read into values.</param>
/// <param name="File">Path relative to the repository.</param>
public sealed record ServiceBlueprint(
    string Service, string Folder, string File, Blueprint? Blueprint, IReadOnlyList<Diagnostic> Findings)
{
    /// <summary>True when it can decide: read, and without errors.</summary>
    public bool IsValid => Blueprint is not null && Findings.All(finding =>
        finding.Severity != DiagnosticSeverity.Error);
}
