using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Hosting.Clusters;

/// <summary>
/// Finds the <c>specskills</c> program from whichever program is running, to start a part of it as a process.
/// </summary>
public static class SpecSkillsProgram
{
    private const string Name = "specskills";
    private const string FileName = Name + ".dll";

    /// <summary>The command line it is started with, before its own arguments.</summary>
    /// <exception cref="ProblemException">It is not built.</exception>
    public static IReadOnlyList<string> Locate(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        // Native code is one file, and that one is running; it may be gone where a newer build took its place.
        if (Environment.ProcessPath is { } running && Path.GetFileName(running) == Name && File.Exists(running))
            return [running];
        var launcher = Path.Combine(workspace.Root, Name);
        return Candidates().FirstOrDefault(File.Exists) is { } program ? [Host(), program]
            : File.Exists(launcher) ? [launcher]
            : throw new ProblemException(new Problem("The specskills program is not built.")
            {
                Place = AppContext.BaseDirectory,
                Found = $"no {FileName} beside this program",
                Next = "run ./specskills cluster up once in the repository",
            });
    }

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, FileName);
        // artifacts/bin/<project>/<configuration>/: the programs of one build stand side by side.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        if (configuration.Parent?.Parent is { } bin)
            yield return Path.Combine(bin.FullName, "SpecSkills.Cli", configuration.Name, FileName);
    }

    private static string Host() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
