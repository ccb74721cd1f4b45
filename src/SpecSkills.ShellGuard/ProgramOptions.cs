namespace SpecSkills.ShellGuard;

/// <summary>The options of a program that stand before a word that matters.</summary>
/// <param name="Valued">Single letters that take a value, attached or as the next word: <c>unp</c>.</param>
/// <param name="LongValued">Long ones that take the next word unless they have an equals sign.</param>
/// <param name="Positionals">Words of its own before the command it runs: the seconds of <c>timeout</c>.</param>
internal sealed record ProgramOptions(string Valued, string[] LongValued, int Positionals = 0)
{
    /// <summary>Index of the first word that is no option; the count when there is none.</summary>
    public int Skip(IReadOnlyList<string> words, int from = 1)
    {
        var i = from;
        while (i < words.Count)
        {
            var word = words[i];
            if (word == "--") return i + 1;
            if (word.Length < 2 || word[0] != '-') return i;
            i += TakesNext(word) ? 2 : 1;
        }

        return words.Count;
    }

    /// <summary>
    /// Values given to any of these names, in order: <c>-o json</c>, <c>-ojson</c>, <c>--output=json</c>.
    /// </summary>
    public static IEnumerable<string> ValuesOf(IReadOnlyList<string> words, params string[] names)
    {
        for (var i = 0; i < words.Count; i++)
        {
            foreach (var name in names)
            {
                if (words[i] == name && i + 1 < words.Count) yield return words[i + 1];
                else if (words[i].StartsWith(name + "=", StringComparison.Ordinal))
                    yield return words[i][(name.Length + 1)..];
                else if (name.Length == 2 && words[i].Length > 2 && words[i].StartsWith(name, StringComparison.Ordinal))
                    yield return words[i][2..];
            }
        }
    }

    /// <summary>True when the next word is this option's value.</summary>
    public bool TakesNext(string word)
    {
        if (word.StartsWith("--", StringComparison.Ordinal)) return LongValued.Contains(word);
        for (var i = 1; i < word.Length; i++)
            if (Valued.Contains(word[i], StringComparison.Ordinal))
                return i == word.Length - 1;
        return false;
    }
}
