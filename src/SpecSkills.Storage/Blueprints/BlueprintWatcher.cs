using System.Globalization;
using System.Text;

namespace SpecSkills.Storage.Blueprints;

/// <summary>
/// Notices that a blueprint or the policy was saved, once per settled change. It looks at names, lengths and times of
/// the few files there are instead of listening for events: nothing is lost when an editor renames, a checkout replaces
/// folders, a queue overflows or the files lie on a network disk, and two services cost microseconds a look.
/// </summary>
public sealed class BlueprintWatcher
{
    /// <summary>Two looks and a settled change fit well into the second that a save may take to be seen.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Files that never hold still are evaluated anyway: no writer keeps a change from being seen.</summary>
    public static readonly TimeSpan SettlesWithin = TimeSpan.FromMilliseconds(600);

    private readonly string repository;
    private readonly TimeProvider time;
    private string known;
    private string? moving;
    private DateTimeOffset movingSince;
    private bool isChanged;

    /// <summary>What is there now counts as seen.</summary>
    public BlueprintWatcher(string repository, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        this.repository = repository;
        this.time = time;
        known = Fingerprint();
    }

    /// <summary>True once after each settled change.</summary>
    public bool TakeChange()
    {
        var was = isChanged;
        isChanged = false;
        return was;
    }

    /// <summary>
    /// Looks once. A difference counts when the look after it sees the same files, so that a half-written file or a
    /// checkout under way is not taken for the result.
    /// </summary>
    public bool Look()
    {
        var present = Fingerprint();
        var now = time.GetUtcNow();
        if (present == known)
        {
            moving = null;
            return isChanged;
        }

        if (moving is null) movingSince = now;
        var isSettled = present == moving || now - movingSince >= SettlesWithin;
        moving = present;
        if (!isSettled) return isChanged;
        known = present;
        moving = null;
        return isChanged = true;
    }

    /// <summary>Waits so long, or until a change has settled, or until cancelled; never throws for the last.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        var end = time.GetUtcNow() + longest;
        while (!Look() && !cancellation.IsCancellationRequested)
        {
            var left = end - time.GetUtcNow();
            if (left <= TimeSpan.Zero) return;
            await Task.Delay(left < LookEvery ? left : LookEvery, time, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private string Fingerprint()
    {
        var text = new StringBuilder();
        try
        {
            var folder = Path.Combine(repository, BlueprintRepository.Folder);
            if (Directory.Exists(folder))
                foreach (var service in Directory.EnumerateDirectories(folder)
                             .Take(BlueprintRepository.ServiceLimit).Order(StringComparer.Ordinal))
                    Add(text, Path.Combine(service, BlueprintRepository.FileName));
            Add(text, Path.Combine(repository, BlueprintRepository.PolicyFile));
        }
        catch (Exception moved) when (moved is IOException or UnauthorizedAccessException)
        {
            // A folder went away between two steps: a change under way, and the next look sees more of it.
            text.Append('?').Append(moved.GetType().Name);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) return;
        // A link's own time does not change when its target is saved.
        var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(true) as FileInfo ?? file;
        text.Append(CultureInfo.InvariantCulture,
            $"{path}|{target.FullName}|{(target.Exists ? target.Length : -1)}|{target.LastWriteTimeUtc.Ticks}\n");
    }
}
