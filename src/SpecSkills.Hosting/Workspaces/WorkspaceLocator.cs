namespace SpecSkills.Hosting.Workspaces;

/// <summary>
/// Finds the workspace a command is about: the one named, or the nearest folder upwards with blueprints.
/// </summary>
public static class WorkspaceLocator
{
    /// <summary>The variable that applies without an option.</summary>
    public const string Variable = "SPECSKILLS_WORKSPACE";

    /// <summary>The workspace.</summary>
    /// <param name="named">Value of <c>--workspace</c>, or null.</param>
    /// <param name="start">Where the walk upwards begins, the present folder.</param>
    /// <exception cref="ProblemException">There is none.</exception>
    public static Workspace Find(string? named, string start)
    {
        if (named is null && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable)
            return Named(variable, Variable);
        return named is null ? Nearest(start) : Named(named, "--workspace");
    }

    private static Workspace Named(string folder, string from)
    {
        var workspace = new Workspace(Path.GetFullPath(folder));
        if (Directory.Exists(workspace.Blueprints)) return workspace;
        throw new ProblemException(new Problem($"{from} names no workspace.")
        {
            Place = folder,
            Found = Directory.Exists(folder) ? "a folder without blueprints/" : "no such folder",
            Allowed = "a folder that contains blueprints/",
            Next = "name the repository's root, or leave the option out inside it",
        });
    }

    private static Workspace Nearest(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, Workspace.BlueprintsName)))
                return new Workspace(folder.FullName);
        throw new ProblemException(new Problem("No workspace here.")
        {
            Place = start,
            Found = "no blueprints/ in this folder or any above it",
            Allowed = "a folder that contains blueprints/, or one below it",
            Next = "change into the repository, or name it with --workspace FOLDER",
        });
    }
}
