using System.Globalization;

namespace SpecSkills.Hosting.Workspaces;

/// <summary>
/// The demo's workspace lives in simulated time: its requests would all have expired long ago, or not begun, by the
/// machine's clock. What the demo leaves behind is looked at as of the moment it ended.
/// </summary>
public static class SimulatedTime
{
    private const string FileName = "simulated-time";

    /// <summary>
    /// The workspace's clock: the machine's, except in a demo's own folder. No other workspace can be given a clock by
    /// a file, since that would bring expired approvals back to life.
    /// </summary>
    public static TimeProvider ClockOf(Workspace workspace, TimeProvider machine)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return EndOf(workspace) is { } end ? new StoppedClock(end) : machine;
    }

    /// <summary>When the demo that lived here ended; null in any other workspace.</summary>
    public static DateTimeOffset? EndOf(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (!IsDemo(workspace) || !File.Exists(FileOf(workspace))) return null;
        return DateTimeOffset.TryParseExact(
            File.ReadAllText(FileOf(workspace)).Trim(), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind,
            out var end) ? end : null;
    }

    /// <summary>Stops the clock of a demo's folder.</summary>
    public static void StopAt(Workspace workspace, DateTimeOffset end)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (!IsDemo(workspace)) throw new InvalidOperationException("Only a demo's folder lives in simulated time.");
        PrivateFolder.WriteFile(FileOf(workspace), end.ToString("O", CultureInfo.InvariantCulture));
    }

    private static string FileOf(Workspace workspace) => Path.Combine(workspace.State, FileName);

    private static bool IsDemo(Workspace workspace) =>
        new DirectoryInfo(workspace.Root) is { Name: "demo", Parent.Name: ".specskills" };

    private sealed class StoppedClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
