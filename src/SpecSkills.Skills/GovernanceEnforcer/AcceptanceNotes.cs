using SpecSkills.Application.Policies;
using SpecSkills.Application.Ports;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>Says after a command that wrote a blueprint which changes wait for acceptance.</summary>
public static class AcceptanceNotes
{
    /// <summary>Writes which changes of a service's file wait for acceptance, if any.</summary>
    /// <param name="file">The file, relative to the workspace.</param>
    public static void Write(TextWriter notes, Workspace workspace, string file, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(notes);
        ArgumentNullException.ThrowIfNull(workspace);
        var standing = Standing(workspace, now);
        if (standing.Problem is { } problem) notes.WriteLine($"{problem.Message}. {problem.Help}.");
        if (standing.Files.FirstOrDefault(one => one.File == file)?.Notice is { } notice) notes.WriteLine(notice);
    }

    /// <summary>How every file stands, by the lock's content alone.</summary>
    public static PolicyStanding Standing(Workspace workspace, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return CheckPolicies.Of(
            new BlueprintRepository(workspace.Root), new PolicyLockStore(workspace.Root, workspace.State), now);
    }
}
