using System.Globalization;

namespace SpecSkills.Tests;

/// <summary>The one seed of random tests: new in every run, or the one a failure named, to replay it.</summary>
internal static class TestSeed
{
    /// <summary>Set to replay: <c>SPECSKILLS_SEED=123 dotnet test ...</c>.</summary>
    private const string Variable = "SPECSKILLS_SEED";

    /// <summary>The seed to replay; null when none is asked for.</summary>
    public static int? Replayed { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
        ? int.Parse(given, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The seed to replay, else a new one.</summary>
    public static int Next() => Replayed ?? Random.Shared.Next();

    /// <summary>What to type before the same test to see the same failure.</summary>
    public static string Replay(int seed) => string.Create(CultureInfo.InvariantCulture, $"{Variable}={seed}");
}
