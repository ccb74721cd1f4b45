using SpecSkills.Application.Blueprints;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Skills.GovernanceEnforcer;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Skills.BlueprintParser;

/// <summary>
/// The files of a workspace that are checked when none is named: every blueprint, its history, the policy.
/// </summary>
public static class WorkspaceFiles
{
    public static string[] Of(Workspace workspace)
    {
        var services = new BlueprintRepository(workspace.Root).Read().Services;
        var files = services.SelectMany(service => History(workspace, service.Folder)
            .Prepend(Path.Combine(workspace.Root, service.File)));
        return [.. files.Append(Path.Combine(workspace.Root, BlueprintRepository.PolicyFile)).Select(Workspace.Shown)];
    }

    /// <summary>The report with the lock as one more file: why nothing is in force, and what waits.</summary>
    public static ValidationReport WithLock(
        ValidationReport report, Workspace workspace, TimeProvider time, bool warningsAreErrors)
    {
        var standing = AcceptanceNotes.Standing(workspace, time.GetUtcNow());
        Diagnostic?[] findings =
        [
            standing.Problem, .. standing.Files.Where(file => file.Notice is not null).Select(Finding), standing.Review,
        ];
        return new ValidationReport(
        [
            .. report.Files,
            new ValidatedFile(
                Workspace.Shown(Path.Combine(workspace.Root, PolicyLock.FileName)), null,
                [.. findings.OfType<Diagnostic>().Select(finding => warningsAreErrors
                    ? finding with { Severity = DiagnosticSeverity.Error } : finding)]),
        ]);
    }

    private static Diagnostic Finding(FileStanding file) => new(
        file.State switch
        {
            FileState.New => DiagnosticCodes.NeverAccepted,
            FileState.Lost => DiagnosticCodes.AcceptedContent,
            FileState.Waiting => DiagnosticCodes.WaitsForAcceptance,
            _ => DiagnosticCodes.InForceUnaccepted,
        },
        DiagnosticSeverity.Warning, file.Notice!, 0, 0, "", "specskills policy diff shows every field.");

    /// <summary>The present file of a service, relative to the workspace.</summary>
    public static string FileOf(Workspace workspace, string service) =>
        new BlueprintRepository(workspace.Root).Read().Find(service)?.File ?? "";

    private static IEnumerable<string> History(Workspace workspace, string folder)
    {
        var history = Path.Combine(workspace.Blueprints, folder, "history");
        return Directory.Exists(history)
            ? Directory.EnumerateFiles(history, "v*.yaml").Order(StringComparer.Ordinal) : [];
    }
}
