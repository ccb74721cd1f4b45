using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Hosting.Assurance;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Storage.Audit;

namespace SpecSkills.Hosting.Wiring;

/// <summary>The record of a workspace: the log that is appended to and the reader that answers about it.</summary>
public sealed class WorkspaceRecord
{
    /// <summary>Where the record is when no policy says otherwise, relative to the workspace.</summary>
    private const string DefaultDestination = "logs/agent-decisions/";

    private readonly AuditDisk disk;
    private readonly string indexFile;
    private readonly AssuranceSource assurance;

    /// <summary>The record in the folder that the policy names.</summary>
    /// <exception cref="ProblemException">The folder leads out of the workspace or cannot be made.</exception>
    public WorkspaceRecord(Workspace workspace, string? destination)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        workspace.PrepareState();
        assurance = new AssuranceSource(workspace);
        Folder = Path.Combine(workspace.Root, destination ?? DefaultDestination);
        indexFile = Path.Combine(workspace.State, "audit-index.db");
        try
        {
            disk = new AuditDisk(workspace.Root, destination ?? DefaultDestination, workspace.State);
        }
        catch (Exception refused) when (refused is ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("The audit record's folder cannot be used, so nothing may be done.")
            {
                Place = Workspace.Shown(Folder),
                Found = refused.Message,
                Allowed = "a folder inside the workspace that this user may write",
                Next = "set audit.log_destination in blueprints/governance/policies.yaml, or free the folder",
            });
        }
    }

    /// <summary>Where the record is.</summary>
    public string Folder { get; }

    /// <summary>The level that records carry.</summary>
    public AssuranceStanding Assurance => assurance.Now();

    /// <summary>The side that is appended to.</summary>
    public IAuditLog Log => field ??= new AuditLog(disk, assurance.Now);

    /// <summary>The side that answers.</summary>
    public IAuditReader Reader => field ??= new AuditReader(disk, new AuditIndex(indexFile));

    /// <summary>The side that deletes what is past its retention.</summary>
    public IAuditRetention Retention => field ??= new AuditRetention(disk, Log, Reader);
}
