namespace SpecSkills.Application.Governance;

/// <summary>What a person shows beside the typed name, where more is demanded.</summary>
/// <param name="Code">The digits as typed.</param>
/// <param name="Signature">The armoured signature over <see cref="SigningDocument"/>.</param>
public sealed record PersonsProof(string? Code, string? Signature)
{
    /// <summary>Nothing but the name.</summary>
    public static readonly PersonsProof None = new(null, null);
}
