using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Hosting;

/// <summary>
/// Reports a crash: one line for the person, and the details in a file that only the person can read.
/// </summary>
internal static class CrashReport
{
    public static void Write(Terminal terminal, Exception crash)
    {
        var wantsAll = string.Equals(
            Environment.GetEnvironmentVariable(HostLog.Variable), "debug", StringComparison.OrdinalIgnoreCase);
        ProblemReport.Write(terminal.NotesScreen, new Problem("The program failed because of an internal error.")
        {
            Found = $"{crash.GetType().Name}: {FirstLine(crash.Message)}",
            Place = Save(crash),
            Next = "report it with that file; SPECSKILLS_LOG=debug shows the details here",
        });
        if (wantsAll) terminal.Notes.WriteLine(crash);
    }

    private static string? Save(Exception crash)
    {
        try
        {
            var folder = Folder();
            PrivateFolder.Create(folder);
            var at = TimeProvider.System.GetUtcNow();
            var file = Path.Combine(folder, $"{at:yyyyMMdd'T'HHmmss'Z'}-{Environment.ProcessId}.txt");
            PrivateFolder.WriteFile(file, crash.ToString());
            return Workspace.Shown(file);
        }
        catch (Exception alsoFailed) when (alsoFailed is IOException or UnauthorizedAccessException)
        {
            return null; // A full disk may be what made it crash; the line on stderr has to do.
        }
    }

    private static string Folder()
    {
        try
        {
            return WorkspaceLocator.Find(null, Environment.CurrentDirectory).Crashes;
        }
        catch (ProblemException)
        {
            return Path.Combine(Path.GetTempPath(), $"specskills-{Environment.UserName}");
        }
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd('\r');
}
