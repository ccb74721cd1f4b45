using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SpecSkills.Core.Audit;

/// <summary>A SHA-256 as 32 bytes by value: comparing a million of them allocates nothing.</summary>
internal readonly record struct LineHash(ulong A, ulong B, ulong C, ulong D)
{
    private const int Bytes = SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Prefix => "sha256:"u8;

    /// <summary>The hash of a raw line.</summary>
    public static LineHash Of(ReadOnlySpan<byte> line)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        SHA256.HashData(line, hash);
        return MemoryMarshal.Read<LineHash>(hash);
    }

    /// <summary>Reads <c>sha256:</c> and 64 lower-case hex digits; null for anything else.</summary>
    public static LineHash? Parse(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith(Prefix) || text.Length != Prefix.Length + (2 * Bytes)) return null;
        var digits = text[Prefix.Length..];
        // Two spellings of one hash would be two raw lines that say the same: only ours counts.
        if (digits.IndexOfAnyInRange((byte)'A', (byte)'F') >= 0) return null;
        Span<byte> hash = stackalloc byte[Bytes];
        return Convert.FromHexString(digits, hash, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == Bytes
            ? MemoryMarshal.Read<LineHash>(hash)
            : null;
    }

    /// <summary>As records and witnesses spell it.</summary>
    public override string ToString() =>
        "sha256:" + Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<LineHash>(in this)));
}
