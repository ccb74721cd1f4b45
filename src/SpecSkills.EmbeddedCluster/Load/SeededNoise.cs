namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>
/// Randomness without state: a number is a function of a seed, a stream name and an index, so asking twice or in
/// another order gives the same number. The mixing function is that of SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014; constants of its variant 13 finalizer), the stream name is
/// folded in by 64-bit FNV-1a.
/// </summary>
public readonly record struct SeededNoise(ulong Seed)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private const ulong FnvOffset = 0xCBF29CE484222325;
    private const ulong FnvPrime = 0x100000001B3;

    /// <summary>A number in [0, 1).</summary>
    public double Unit(string stream, long index)
    {
        var mixed = Mix(Seed ^ Mix(Fold(stream) + unchecked((ulong)index * GoldenGamma)));
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A factor in [1 - spread, 1 + spread].</summary>
    public double Factor(string stream, long index, double spread) => 1 + (spread * ((2 * Unit(stream, index)) - 1));

    private static ulong Mix(ulong value)
    {
        value += GoldenGamma;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private static ulong Fold(string text)
    {
        var hash = FnvOffset;
        foreach (var unit in text)
            hash = (hash ^ unit) * FnvPrime;
        return hash;
    }
}
