using System.Text.RegularExpressions;

namespace SpecSkills.Core.Governance;

/// <summary>
/// Public key lines that may go into an allowed-signers file: type, base64, at most a comment. Options, several keys
/// and line breaks would make the file say more than one person's key.
/// </summary>
internal static partial class SshKeyLine
{
    /// <summary>True for <c>ssh-ed25519 AAAA... alice</c> and the other types ssh-keygen signs with.</summary>
    public static bool IsValid(string line) => Pattern().IsMatch(line);

    /// <summary>Type and key without the comment, which says nothing about whose it is.</summary>
    public static string Body(string line) => string.Join(' ', line.Split(' ').Take(2));

    [GeneratedRegex(
        @"\A(ssh-ed25519|sk-ssh-ed25519@openssh\.com|ecdsa-sha2-nistp(256|384|521)|"
        + @"sk-ecdsa-sha2-nistp256@openssh\.com|ssh-rsa)"
        + @" [A-Za-z0-9+/]{40,1400}={0,3}( [A-Za-z0-9@._-]{1,100})?\z")]
    private static partial Regex Pattern();
}
