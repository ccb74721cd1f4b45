using System.Globalization;
using System.Text;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Assurance;
using SpecSkills.Hosting.CodingAgents;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Storage.Files;
using Spectre.Console;

namespace SpecSkills.Cli.Doctor;

/// <summary><c>doctor --fix</c>: merges what is wanted into the local settings, shows it, keeps the old file.</summary>
internal static class SettingsFix
{
    public static void Run(ProgramContext context, Workspace workspace, CredentialFiles files)
    {
        var settings = new ClaudeSettings(workspace);
        var local = SettingsDocument.Read(settings.Local);
        var project = SettingsDocument.Read(settings.Project);
        var wanted = WantedSettings.Merge(workspace, local, project, files.All);
        var screen = context.Terminal.NotesScreen;
        if (wanted == local.Text)
        {
            screen.MarkupLineInterpolated($"{Workspace.Shown(settings.Local)} has all of it already.");
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(settings.Local)!);
            var kept = local.Text.Length > 0 ? Backup(settings.Local, local.Text, context.Time) : null;
            AtomicFile.Write(settings.Local, Encoding.UTF8.GetBytes(wanted));
            Show(screen, settings.Local, LineDifference.Of(local.Text, wanted));
            if (kept is not null) screen.MarkupLineInterpolated($"[grey]as it was: {Workspace.Shown(kept)}[/]");
            screen.WriteLine();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("The coding agent's settings cannot be written.")
            {
                Place = Workspace.Shown(settings.Local),
                Found = refused.Message,
                Allowed = "a folder this user may write",
                Next = "run it as the user who owns the repository",
            });
        }
    }

    private static string Backup(string path, string text, TimeProvider time)
    {
        var kept = string.Create(
            CultureInfo.InvariantCulture, $"{path}.{time.GetUtcNow():yyyyMMdd-HHmmss}.before");
        AtomicFile.Write(kept, Encoding.UTF8.GetBytes(text));
        return kept;
    }

    private static void Show(IAnsiConsole screen, string path, IReadOnlyList<string> lines)
    {
        screen.MarkupLineInterpolated($"[bold]{Workspace.Shown(path)}[/]");
        foreach (var line in lines)
            screen.Write(new Text(line + "\n", line[0] switch
            {
                '+' => new Style(Color.Green),
                '-' => new Style(Color.Red),
                _ => new Style(Color.Grey),
            }));
    }
}
