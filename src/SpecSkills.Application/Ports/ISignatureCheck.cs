namespace SpecSkills.Application.Ports;

/// <summary>Verifies that a person's key has signed a document.</summary>
public interface ISignatureCheck
{
    /// <summary>Why the signature does not show it; null when it does.</summary>
    /// <param name="person">Principal name the key belongs to.</param>
    /// <param name="keyLine">Public key line of the policy, <c>ssh-ed25519 AAAA...</c>.</param>
    /// <param name="document">The bytes that must have been signed.</param>
    /// <param name="signature">The armoured signature, as <c>ssh-keygen -Y sign</c> writes it.</param>
    string? Refuses(string person, string keyLine, ReadOnlyMemory<byte> document, string signature);
}
