namespace SpecSkills.ShellGuard;

/// <content>Programs that run the command behind their own options.</content>
internal sealed partial class ShellWalk
{
    private bool Prefixed(string name, IReadOnlyList<string> words, Input? input)
    {
        if (!ShellPrefixes.ByName.TryGetValue(name, out var options)) return false;
        var inner = words.Skip(options.Skip(words) + options.Positionals).ToList();
        while (name is "env" or "sudo" or "doas" && inner.Count > 0
            && inner[0].IndexOf('=', StringComparison.Ordinal) > 0)
        {
            Assigned(inner[0]);
            inner.RemoveAt(0);
        }

        // flock file -c 'script', entr -s 'script'
        if (inner is ["-c", var script, ..] || (inner is [var only] && (script = only).Contains(' ')))
        {
            Script(script, []);
            return true;
        }

        // An option this table does not know may have swallowed the command: then its name still stands somewhere.
        if (inner.Count > 0 && !GovernedPrograms.Knows(GovernedPrograms.Name(inner[0]))
            && inner[0].Length > 0 && !char.IsAsciiLetter(inner[0][0]) && inner[0][0] is not ('.' or '/' or '~' or '_'))
            inner = [.. inner.SkipWhile(word => !GovernedPrograms.Knows(GovernedPrograms.Name(word)))];
        Command(inner, input, direct: true);
        return true;
    }

    /// <summary><c>env -S 'kubectl get'</c>, <c>env -vS'kubectl get'</c>: the rest of the line is one script.</summary>
    private static string SplitString(IReadOnlyList<string> words)
    {
        var rest = words.SkipWhile(word => !IsSplitString(word)).ToList();
        var first = rest[0].StartsWith("--", StringComparison.Ordinal)
            ? rest[0][(rest[0].IndexOf('=', StringComparison.Ordinal) + 1)..]
            : rest[0][(rest[0].IndexOf('S', StringComparison.Ordinal) + 1)..];
        return string.Join(' ', rest.Skip(1).Prepend(first));
    }

    private static bool IsSplitString(string word) =>
        word is "-S" || word.StartsWith("--split-string=", StringComparison.Ordinal)
        || (word is ['-', not '-', ..] && word.Contains('S', StringComparison.Ordinal)
            && !word.Contains('=', StringComparison.Ordinal));
}
