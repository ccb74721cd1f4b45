namespace SpecSkills.Cli.Guard;

/// <summary>Compares two texts line by line: removed, added and unchanged lines.</summary>
public static class LineDifference
{
    /// <summary>Every line, with <c>-</c>, <c>+</c> or a space before it.</summary>
    public static IReadOnlyList<string> Of(string before, string after)
    {
        string[] old = Lines(before), now = Lines(after);
        // Length of the longest common subsequence of the remaining lines. Settings are short, so the table is small.
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
        var lines = new List<string>();
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                lines.Add("  " + old[i++]);
                j++;
            }
            else if (i < old.Length && (j == now.Length || common[i + 1, j] >= common[i, j + 1]))
                lines.Add("- " + old[i++]);
            else lines.Add("+ " + now[j++]);
        }

        return lines;
    }

    private static string[] Lines(string text) =>
        text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
