using SpecSkills.Hosting.Workspaces;
using SpecSkills.Storage.Blueprints;

namespace SpecSkills.Hosting.Commands.Blueprints;

/// <summary>
/// The files of a workspace that are checked when none is named: every blueprint, its history, the policy.
/// </summary>
internal static class WorkspaceFiles
{
    public static string[] Of(Workspace workspace)
    {
        var services = new BlueprintRepository(workspace.Root).Read().Services;
        var files = services.SelectMany(service => History(workspace, service.Folder)
            .Prepend(Path.Combine(workspace.Root, service.File)));
        return [.. files.Append(Path.Combine(workspace.Root, BlueprintRepository.PolicyFile)).Select(Workspace.Shown)];
    }

    private static IEnumerable<string> History(Workspace workspace, string folder)
    {
        var history = Path.Combine(workspace.Blueprints, folder, "history");
        return Directory.Exists(history)
            ? Directory.EnumerateFiles(history, "v*.yaml").Order(StringComparer.Ordinal) : [];
    }
}
