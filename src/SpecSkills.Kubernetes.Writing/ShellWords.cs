using System.Text.RegularExpressions;

namespace SpecSkills.Kubernetes.Writing;

/// <summary>
/// Words of a POSIX shell command, so quoted that pasting them gives exactly these words and runs nothing else.
/// </summary>
public static partial class ShellWords
{
    /// <summary>The words as one line.</summary>
    public static string Join(params IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>A word as it is where nothing in it means anything to a shell, else between single quotes.</summary>
    public static string Quote(string word) => Plain().IsMatch(word)
        ? word
        : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+:,./][A-Za-z0-9_@%+=:,./-]*\z|\A--?[A-Za-z][A-Za-z0-9_@%+=:,./-]*\z")]
    private static partial Regex Plain();
}
