namespace SpecSkills.Storage.Files;

/// <summary>Where a path really leads, every symbolic link on the way resolved.</summary>
public static class RealPath
{
    /// <summary>What Linux allows; more is a loop.</summary>
    private const int LinkLimit = 40;

    /// <summary>
    /// The resolved path; null when links go round in circles. Parts that do not exist stay as they are.
    /// </summary>
    public static string? Of(string path)
    {
        var pending = new Stack<string>(Parts(Path.GetFullPath(path)).Reverse());
        var resolved = Path.GetPathRoot(Path.GetFullPath(path))!;
        var links = 0;
        while (pending.TryPop(out var part))
        {
            if (part == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            var next = Path.Combine(resolved, part);
            if (LinkTarget(next) is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > LinkLimit) return null;
            if (Path.IsPathRooted(target)) resolved = Path.GetPathRoot(target)!;
            foreach (var step in Parts(target).Reverse()) pending.Push(step);
        }

        return resolved;
    }

    /// <summary>True when a path, links resolved, stays inside a folder.</summary>
    public static bool IsInside(string path, string folder)
    {
        if (Of(path) is not { } real || Of(folder) is not { } home) return false;
        return real == home || real.StartsWith(home.TrimEnd('/') + '/', StringComparison.Ordinal);
    }

    /// <summary>True when a path's last part is a symbolic link itself.</summary>
    public static bool IsLink(string path) => LinkTarget(path) is not null;

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // It cannot be opened either, and that is reported there.
        }
    }

    private static IEnumerable<string> Parts(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".");
}
