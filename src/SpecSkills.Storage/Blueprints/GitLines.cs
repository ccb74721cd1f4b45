using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace SpecSkills.Storage.Blueprints;

/// <summary>
/// Who wrote which line of a file and when, from the git program. Without git, outside a repository, or when git takes
/// too long there is no answer, and no other part depends on one.
/// </summary>
public static class GitLines
{
    /// <summary>Blame takes milliseconds; a repository on a dead network disk must not hang a diff.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int ShownCommitLength = 10;

    /// <summary>Line numbers to authors; empty when git has no answer.</summary>
    public static IReadOnlyDictionary<int, LineAuthor> Of(string file)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path)) return new Dictionary<int, LineAuthor>();
        var start = new ProcessStartInfo("git")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(path)!,
        };
        // No program that the repository's own configuration names is started to show who wrote a line.
        string[] arguments =
        [
            "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks", "--no-pager",
            "blame", "--no-textconv", "--porcelain", "--", Path.GetFileName(path),
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var own = start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal));
        foreach (var name in own.ToList()) start.Environment.Remove(name);
        try
        {
            using var git = Process.Start(start);
            if (git is null) return new Dictionary<int, LineAuthor>();
            git.StandardInput.Close();
            _ = git.StandardError.ReadToEndAsync();
            var output = git.StandardOutput.ReadToEndAsync();
            if (output.Wait(Patience) && git.WaitForExit(Patience) && git.ExitCode == 0) return Parse(output.Result);
            if (!git.HasExited) git.Kill(entireProcessTree: true);
        }
        catch (Exception absent) when (absent is Win32Exception or IOException or AggregateException)
        {
            // No git here: the difference is shown without names.
        }

        return new Dictionary<int, LineAuthor>();
    }

    // 1f0c...e9 4 12 3          commit, line then, line now, lines in the group
    // author Jo Doe             header lines, the first time a commit is named
    // author-time 1763804580
    // <tab>text of the line
    internal static IReadOnlyDictionary<int, LineAuthor> Parse(string porcelain)
    {
        var commits = new Dictionary<string, (string? Name, long Seconds)>(StringComparer.Ordinal);
        var lines = new Dictionary<int, LineAuthor>();
        var (commit, number) = ("", 0);
        foreach (var line in porcelain.Split('\n'))
        {
            var words = line.Split(' ', 4);
            if (line.StartsWith('\t'))
            {
                var (name, seconds) = commits[commit];
                var isCommitted = commit.Trim('0').Length > 0;
                lines[number] = new LineAuthor(
                    isCommitted ? name : null, DateTimeOffset.FromUnixTimeSeconds(seconds),
                    isCommitted ? commit[..Math.Min(ShownCommitLength, commit.Length)] : null);
            }
            else if (words is ["author", ..])
                commits[commit] = commits[commit] with { Name = line["author ".Length..] };
            else if (words is ["author-time", var time, ..]
                     && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
                commits[commit] = commits[commit] with { Seconds = at };
            else if (words.Length >= 3 && words[0].Length >= 40 && words[0].All(char.IsAsciiHexDigit)
                     && int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out number))
            {
                commit = words[0];
                commits.TryAdd(commit, (null, 0));
            }
        }

        return lines;
    }
}
