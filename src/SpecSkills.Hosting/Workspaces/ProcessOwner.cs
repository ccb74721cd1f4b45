using SpecSkills.Application.Ports;
using SpecSkills.Hosting.Ids;

namespace SpecSkills.Hosting.Workspaces;

/// <summary>
/// The name this process leases under, and whether the process behind another such name still lives. Each holds a lock
/// on a file of its own for as long as it lives; the operating system lets go of it however the process ends. A process
/// number would not do: it comes again, and means nothing outside its container.
/// </summary>
public sealed class ProcessOwner : ILeaseOwners, IDisposable
{
    /// <summary>Files of killed processes are kept longer than any lease of theirs can matter.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private const string Suffix = ".alive";

    private readonly string folder;
    private readonly string file;
    private readonly FileLock? life;

    /// <summary>Takes a name that no other process has.</summary>
    public ProcessOwner(Workspace workspace, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(time);
        folder = Path.Combine(workspace.State, "owners");
        var run = new RandomIds().Next("run");
        file = Path.Combine(folder, run + Suffix);
        Name = $"{Environment.MachineName}/{Environment.ProcessId}/{run}";
        workspace.PrepareState();
        life = Take(time.GetUtcNow());
    }

    /// <summary>This process's name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public bool IsGone(string owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        if (life is null || FileOf(owner) is not { } other || other == file) return false;
        try
        {
            // An owner without a file ended in order and released its leases, or never had a file.
            return File.Exists(other) && !FileLock.IsHeld(other);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Deletes the file: a process that ends in order leaves no file behind.</summary>
    public void Dispose()
    {
        if (life is null) return;
        File.Delete(file);
        life.Dispose();
    }

    /// <summary>The lock that says we live; null where none can be had, and leases then last their time.</summary>
    private FileLock? Take(DateTimeOffset now)
    {
        try
        {
            PrivateFolder.Create(folder);
            Tidy(now);
            var taken = FileLock.TryTake(file);
            // Without locks in the file system, others cannot see that this process lives: keep no file.
            if (FileLock.IsHeld(file)) return taken;
            taken?.Dispose();
            File.Delete(file);
            return null;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return null; // A full or read-only disk: the state reports it when it is written.
        }
    }

    /// <summary>The file of an owner named <c>machine/process/run-.../step</c>; null for any other name.</summary>
    private string? FileOf(string owner)
    {
        var run = owner.Split('/').ElementAtOrDefault(2);
        return run is { Length: > 4 } && run.StartsWith("run-", StringComparison.Ordinal)
            && run.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-')
            ? Path.Combine(folder, run + Suffix)
            : null;
    }

    private void Tidy(DateTimeOffset now)
    {
        foreach (var left in Directory.EnumerateFiles(folder, "run-*" + Suffix))
        {
            try
            {
                if (now - File.GetLastWriteTimeUtc(left) > Kept && !FileLock.IsHeld(left)) File.Delete(left);
            }
            catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
            {
                // Another process tidies too, or the file may not be deleted by us: that is harmless.
            }
        }
    }
}
