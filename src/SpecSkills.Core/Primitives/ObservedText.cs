using System.Globalization;

namespace SpecSkills.Core.Primitives;

/// <summary>
/// What was measured, as people read it. Rules compare the exact numbers; digits no measurement carries stay out of the
/// text.
/// </summary>
public static class ObservedText
{
    /// <summary>From here on a tenth of a millisecond says nothing.</summary>
    private const decimal WholeMilliseconds = 100;

    /// <summary><c>72.14%</c>.</summary>
    public static string Percent(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary><c>2152ms</c>, <c>85.3ms</c>.</summary>
    public static string Milliseconds(decimal value) =>
        value.ToString(Math.Abs(value) >= WholeMilliseconds ? "0" : "0.#", CultureInfo.InvariantCulture) + "ms";

    /// <summary><c>41.87 req/s</c>.</summary>
    public static string Rate(decimal perSecond) =>
        perSecond.ToString("0.##", CultureInfo.InvariantCulture) + " req/s";
}
