using System.ComponentModel;
using System.Diagnostics;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Hosting.Notifications;

/// <summary>
/// The desktop's own notifications, by <c>notify-send</c> from where systems install it. They stay on this machine, so
/// they never carry a code.
/// </summary>
/// <param name="program">Absolute path; null where it is not installed.</param>
internal sealed class DesktopNotifier(string? program)
{
    /// <summary>Never from the PATH: the caller could change it.</summary>
    private const string Installed = "/usr/bin/notify-send";

    /// <summary>What the program needs to find the desktop.</summary>
    private static readonly string[] Kept =
        ["DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "HOME", "LANG"];

    public static DesktopNotifier OfMachine() => new(File.Exists(Installed) ? Installed : null);

    public async Task<(NoticeStatus Status, string? Why)> TellAsync(
        string name, Notice notice, CancellationToken cancellation)
    {
        if (program is null) return (NoticeStatus.NotConfigured, "notify-send is not installed");
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardError = true };
        foreach (var key in start.Environment.Keys.Where(key => !Kept.Contains(key)).ToList())
            start.Environment.Remove(key);
        start.ArgumentList.Add($"--app-name=specskills{(name.Length == 0 ? "" : $" {name}")}");
        start.ArgumentList.Add("--");
        start.ArgumentList.Add(notice.Title);
        start.ArgumentList.Add(Body(notice));
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                await process.StandardError.ReadToEndAsync(cancellation);
                await process.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            return process.ExitCode == 0
                ? (NoticeStatus.Delivered, null)
                : (NoticeStatus.Failed, $"notify-send ended with {process.ExitCode}");
        }
        catch (Win32Exception)
        {
            return (NoticeStatus.Failed, "notify-send cannot be started");
        }
    }

    /// <summary>The body may hold markup, so its characters are escaped.</summary>
    private static string Body(Notice notice) => SlackMessage.Escaped(string.Join('\n',
        notice.Lines.Select(line => $"{line.Label}: {UntrustedText.Clean(line.Value, 200)}")
            .Append(notice.Command ?? "")
            .Append($"record: {notice.Head.Sequence} {notice.Head.LineHash}")));
}
