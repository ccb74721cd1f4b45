using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Governance;

/// <summary>
/// Eight digits that go through a notification channel and nowhere else: who types them has seen the channel. Only a
/// slow hash is kept, bound to what is decided.
/// </summary>
public static class OffMachineCode
{
    /// <summary>Enough that five tries are nothing, few enough to type from a telephone.</summary>
    public const int Digits = 8;

    /// <summary>Codes that may be typed for one subject, right ones included.</summary>
    public const int Tries = 5;

    /// <summary>Rounds of PBKDF2-HMAC-SHA-256: a third of a second for us, a year of a core for all codes.</summary>
    public const int Rounds = 600_000;

    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>A new code, and what is kept of it.</summary>
    /// <param name="subject">What is decided: the id of a request.</param>
    /// <param name="digest">Digest of what exactly it says: the operation's.</param>
    /// <param name="triesLeft">Fewer than <see cref="Tries"/> for a code that replaces one already tried.</param>
    public static (string Code, KeptCode Kept) Make(string subject, string digest, int triesLeft = Tries)
    {
        var code = RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);
        var salt = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltBytes));
        return (code, new KeptCode(salt, Convert.ToBase64String(Hash(code, salt, subject, digest)), triesLeft));
    }

    /// <summary>True when what was typed is the code, spaces and dashes aside.</summary>
    public static bool Fits(KeptCode kept, string subject, string digest, string typed)
    {
        var code = new string([.. typed.Where(letter => letter is not (' ' or '-'))]);
        if (code.Length != Digits || !code.All(char.IsAsciiDigit)) return false;
        var expected = new byte[HashBytes];
        return Convert.TryFromBase64String(kept.Hash, expected, out var written) && written == HashBytes
            && CryptographicOperations.FixedTimeEquals(expected, Hash(code, kept.Salt, subject, digest));
    }

    /// <summary>The salt names what the code is for, so that one kept for something else never fits.</summary>
    private static byte[] Hash(string code, string salt, string subject, string digest) => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.ASCII.GetBytes(code),
        CanonicalJson.Bytes(new JsonObject
        {
            ["purpose"] = "specskills-confirmation",
            ["salt"] = salt,
            ["subject"] = subject,
            ["digest"] = digest,
        }),
        Rounds, HashAlgorithmName.SHA256, HashBytes);
}
