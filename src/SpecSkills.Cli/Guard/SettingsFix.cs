using System.Globalization;
using System.Text;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Assurance;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Storage.Files;
using Spectre.Console;

namespace SpecSkills.Cli.Guard;

/// <summary><c>doctor --fix</c>: merges the wanted settings into the local file, shows it, keeps the old one.</summary>
internal static class SettingsFix
{
    public static void Run(ProgramContext context, Workspace workspace, CredentialFiles files)
    {
        var settings = new ClaudeSettings(workspace);
        if (!RealPath.IsInside(settings.Local, workspace.Root))
            throw Unwritable(settings.Local, "a symbolic link leads out of the repository",
                "a file of the repository's own", "put the file itself there");
        var local = SettingsDocument.Read(settings.Local);
        var project = SettingsDocument.Read(settings.Project);
        var wanted = WantedSettings.Merge(workspace, local, project, files.All);
        var screen = context.Terminal.NotesScreen;
        if (wanted == local.Text)
        {
            screen.MarkupLineInterpolated($"{Workspace.Shown(settings.Local)} already has all of it.");
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(settings.Local)!);
            var kept = local.Text.Length > 0 ? Backup(settings.Local, local.Text, context.Time) : null;
            AtomicFile.Write(settings.Local, Encoding.UTF8.GetBytes(wanted));
            Show(screen, settings.Local, LineDifference.Of(local.Text, wanted));
            if (kept is not null) screen.MarkupLineInterpolated($"[grey]the old file: {Workspace.Shown(kept)}[/]");
            screen.WriteLine();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(settings.Local, refused.Message,
                "a folder this user may write", "run it as the user who owns the repository");
        }
    }

    private static ProblemException Unwritable(string path, string found, string allowed, string next) => new(
        new Problem("The coding agent's settings cannot be written.")
        {
            Place = Workspace.Shown(path),
            Found = found,
            Allowed = allowed,
            Next = next,
        });

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
