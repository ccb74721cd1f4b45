using System.Collections.Frozen;
using System.Text.Json;

namespace SpecSkills.Core.Primitives;

/// <summary>
/// The words that records, state and answers hold for an enum: its names in snake_case. A rename in C# would change
/// them, so a test pins every one.
/// </summary>
public static class WireWord
{
    /// <summary><c>scale_up</c> for <c>ScaleUp</c>. A value without a name is its number.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Table<T>.Texts.TryGetValue(value, out var word) ? word : value.ToString();

    /// <summary>Exact spelling only.</summary>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum => Table<T>.Values.TryGetValue(text, out value);

    /// <summary>All words of an enum, for messages.</summary>
    public static string All<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Of));

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Texts = Enum.GetValues<T>()
            .ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly FrozenDictionary<string, T> Values =
            Texts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
