using SpecSkills.Application.Ports;

namespace SpecSkills.Hosting.Ids;

/// <summary>
/// The same ids for the same seed, for runs that must repeat to the byte. Never for anything that guards a real
/// cluster.
/// </summary>
/// <remarks>
/// SplitMix64 rather than <see cref="Random"/>: its sequence depends on no library version and is the same
/// everywhere.
/// </remarks>
public sealed class SeededIds(ulong seed) : IIdSource
{
    private readonly Lock turn = new();
    private ulong state = seed;

    /// <inheritdoc/>
    public string Next(string prefix)
    {
        lock (turn) return IdText.Of(prefix, below => (int)(NextNumber() % (ulong)below));
    }

    private ulong NextNumber()
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
