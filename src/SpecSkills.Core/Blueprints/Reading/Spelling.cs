namespace SpecSkills.Core.Blueprints.Reading;

/// <summary>"Did you mean": the closest of a few known words.</summary>
internal static class Spelling
{
    /// <summary>Longer words are not compared: nothing known is longer, and the comparison is quadratic.</summary>
    private const int LengthLimit = 64;

    /// <summary>The known word a misspelt one is closest to, or null when none is close.</summary>
    public static string? Closest(string word, IEnumerable<string> known)
    {
        if (word.Length > LengthLimit) return null;
        var written = Normal(word);
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in known)
        {
            var target = Normal(candidate);
            var distance = Distance(written, target);
            // A third of the letters may be wrong; more is another word.
            if (distance > Math.Max(1, target.Length / 3) || distance >= bestDistance) continue;
            (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    // minReplicas, min-replicas and MIN_REPLICAS are the same slip.
    private static string Normal(string word) =>
        new([.. word.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static int Distance(string left, string right)
    {
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++) previous[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
