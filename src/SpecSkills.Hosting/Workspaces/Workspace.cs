namespace SpecSkills.Hosting.Workspaces;

/// <summary>
/// One repository with blueprints, and the places of everything that belongs to it. Programs that name the same
/// workspace share its state, its record and its embedded cluster.
/// </summary>
/// <param name="Root">Absolute path of the folder that holds <c>blueprints/</c>.</param>
public sealed record Workspace(string Root)
{
    /// <summary>The folder of blueprints, by which a workspace is recognised.</summary>
    public const string BlueprintsName = "blueprints";

    /// <summary>Where the blueprints and the policy are.</summary>
    public string Blueprints => Path.Combine(Root, BlueprintsName);

    /// <summary>Where state is kept; never committed.</summary>
    public string State => Path.Combine(Root, ".specskills");

    /// <summary>The SQLite database that processes share.</summary>
    public string Database => Path.Combine(State, "state.db");

    /// <summary>The embedded cluster's own folder.</summary>
    public string Cluster => Path.Combine(State, "cluster");

    /// <summary>The demo's own workspace inside this one.</summary>
    public string Demo => Path.Combine(State, "demo");

    /// <summary>Details of crashes.</summary>
    public string Crashes => Path.Combine(State, "crashes");

    /// <summary>The audit record, where blueprints and policy name no other folder.</summary>
    public string Records => Path.Combine(Root, "logs", "agent-decisions");

    /// <summary>
    /// Makes the state folder, for the person's own user alone: it holds permits and the cluster's credentials.
    /// </summary>
    public void PrepareState()
    {
        try
        {
            PrivateFolder.Create(State);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new ProblemException(new Problem("The workspace's state folder cannot be written.")
            {
                Place = State,
                Found = denied.Message,
                Allowed = "a folder this user may write, on a disk with space left",
                Next = "name a workspace that can be written with --workspace",
            });
        }
    }

    /// <summary>A path as shown to people: relative to the present folder where that is shorter.</summary>
    public static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.Length < path.Length ? relative : path;
    }
}
