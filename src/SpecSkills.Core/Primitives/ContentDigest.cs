using System.Security.Cryptography;
using System.Text;

namespace SpecSkills.Core.Primitives;

/// <summary>
/// SHA-256 digests as text, <c>sha256:</c> and 64 lower-case hex digits. Only raw bytes or canonical JSON are hashed.
/// </summary>
public static class ContentDigest
{
    /// <summary>The digest of raw bytes.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The digest of a text's UTF-8 bytes.</summary>
    public static string OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));
}
