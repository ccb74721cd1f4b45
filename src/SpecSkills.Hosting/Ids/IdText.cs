namespace SpecSkills.Hosting.Ids;

/// <summary>
/// The form ids have: a prefix, a dash and characters that need no quoting in a shell, a path or a URL.
/// </summary>
internal static class IdText
{
    /// <summary>Twenty characters of 36 are 103 bits: a permit cannot be guessed in its ten minutes.</summary>
    public const int RandomCharacters = 20;

    public const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static string Of(string prefix, Func<int, int> below)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return string.Create(prefix.Length + 1 + RandomCharacters, (prefix, below), static (text, state) =>
        {
            state.prefix.CopyTo(text);
            text[state.prefix.Length] = '-';
            for (var at = state.prefix.Length + 1; at < text.Length; at++)
                text[at] = Alphabet[state.below(Alphabet.Length)];
        });
    }
}
