using System.Buffers.Binary;
using System.Globalization;

namespace SpecSkills.EmbeddedCluster.Machine;

/// <summary>
/// Everything random in the cluster: SplitMix64, whose whole state is one number and so fits a snapshot.
/// </summary>
internal sealed class SeededSource(ulong state)
{
    // Kubernetes' own alphabet for suffixes: no vowels, so that no words appear, and no similar letters.
    private const string SuffixAlphabet = "bcdfghjklmnpqrstvwxz2456789";

    public ulong State { get; set; } = state;

    public ulong Next()
    {
        State += 0x9E3779B97F4A7C15;
        var z = State;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A random (version 4) UUID.</summary>
    public string NextUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D", CultureInfo.InvariantCulture);
    }

    /// <summary>Five characters that end a generated name.</summary>
    public string NextSuffix() => string.Create(5, this, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = SuffixAlphabet[(int)(source.Next() % (ulong)SuffixAlphabet.Length)];
    });

    /// <summary>A number written as such a suffix, for hashes.</summary>
    public static string Encode(uint number) => string.Concat(number.ToString(CultureInfo.InvariantCulture)
        .Select(digit => SuffixAlphabet[digit % SuffixAlphabet.Length]));
}
