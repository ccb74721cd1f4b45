using Serilog;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Hosting.Clusters;

/// <summary>
/// The embedded cluster of a workspace as others see it: a background process that is running, or is started, or is
/// asked to end. What the process itself does is <c>specskills cluster up --foreground</c>.
/// </summary>
public sealed class EmbeddedClusterProcess(Workspace workspace, ILogger log)
{
    /// <summary>A cold start of the program on a busy machine, several times over.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Ending means finishing requests and writing the objects down.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    /// <summary>A longer log is started again from empty.</summary>
    private const long LogBytes = 1 << 20;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>Its files.</summary>
    public EmbeddedClusterFiles Files { get; } = new(workspace);

    /// <summary>What runs, or null.</summary>
    public EmbeddedClusterInfo? Running() =>
        FileLock.IsHeld(Files.Lock) ? EmbeddedClusterInfo.Read(Files) : null;

    /// <summary>The running cluster, started when there is none.</summary>
    public async Task<EmbeddedClusterInfo> EnsureAsync(CancellationToken cancellation)
    {
        if (Running() is { } already) return already;
        workspace.PrepareState();
        PrivateFolder.Create(Files.Folder);
        if (!FileLock.IsHeld(Files.Lock)) Start();
        for (var waited = TimeSpan.Zero; waited < StartTimeout; waited += Glance)
        {
            if (Running() is { } running) return running;
            await Task.Delay(Glance, cancellation);
        }

        throw new ProblemException(new Problem("The embedded cluster did not start.", ExitCode.TryAgain)
        {
            Place = Workspace.Shown(Files.Log),
            Found = LastLine() ?? "nothing was logged",
            Next = "see what it says in the foreground: specskills cluster up --foreground",
        });
    }

    /// <summary>Ends it; false when none ran.</summary>
    public async Task<bool> StopAsync(CancellationToken cancellation)
    {
        if (Running() is not { } running) return false;
        BackgroundProcess.AskToEnd(running.ProcessId);
        for (var waited = TimeSpan.Zero; waited < StopTimeout; waited += Glance)
        {
            if (!FileLock.IsHeld(Files.Lock)) return true;
            await Task.Delay(Glance, cancellation);
        }

        throw new ProblemException(new Problem("The embedded cluster did not stop.", ExitCode.TryAgain)
        {
            Place = Workspace.Shown(Files.Log),
            Found = $"process {running.ProcessId} still holds {Workspace.Shown(Files.Lock)}",
            Next = $"end it by hand: kill -9 {running.ProcessId}",
        });
    }

    private void Start()
    {
        if (File.Exists(Files.Log) && new FileInfo(Files.Log).Length > LogBytes) File.Delete(Files.Log);
        // Where this cannot be written the process could not either, and would be waited for in vain.
        File.AppendAllText(Files.Log, "starting\n");
        var program = SpecSkillsProgram.Locate(workspace);
        log.Information("starting the embedded cluster of {Workspace}", workspace.Root);
        BackgroundProcess.Start(
            program[0],
            [.. program.Skip(1), "cluster", "up", "--foreground", "--detached", "--workspace", workspace.Root],
            Files.Log);
    }

    private string? LastLine()
    {
        try
        {
            return File.ReadLines(Files.Log).LastOrDefault(line => line.Length > 0);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
