using SpecSkills.Hosting;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Cli.Demo;

/// <summary>
/// The demo's own workspace inside the person's workspace, with copies of the blueprints and its own state and record.
/// Every run creates it again. The person's workspace is only read.
/// </summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly FileLock only;

    private DemoFolder(FileLock only, Workspace workspace)
    {
        this.only = only;
        Workspace = workspace;
    }

    public Workspace Workspace { get; }

    /// <summary>The page that the demo writes.</summary>
    public string Page => Path.Combine(Workspace.Root, "report.html");

    public static DemoFolder Prepare(Workspace home)
    {
        home.PrepareState();
        var only = FileLock.TryTake(Path.Combine(home.State, "demo.lock"))
            ?? throw new ProblemException(new Problem("A demo is already running in this workspace.", ExitCode.TryAgain)
            {
                Place = Workspace.Shown(home.Demo),
                Next = "wait until it has ended",
            });
        if (Directory.Exists(home.Demo)) Directory.Delete(home.Demo, recursive: true);
        PrivateFolder.Create(home.Demo);
        Copy(home.Blueprints, Path.Combine(home.Demo, Workspace.BlueprintsName));
        return new DemoFolder(only, new Workspace(home.Demo));
    }

    public void Dispose() => only.Dispose();

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
