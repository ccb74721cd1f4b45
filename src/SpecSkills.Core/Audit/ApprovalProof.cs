namespace SpecSkills.Core.Audit;

/// <summary>What a person who said yes has shown beside the typed name.</summary>
/// <param name="CodeDigest">Which code was typed, <see cref="Governance.KeptCode.Digest"/>; null where none was
/// demanded.</param>
/// <param name="Key">The public key whose signature was verified; null where none is wanted.</param>
/// <param name="Signature">That signature, base64 without its armour, so that the record can be checked later.</param>
/// <param name="DelegatedBy">Whose right was used, where it was not the person's own.</param>
public sealed record ApprovalProof(string? CodeDigest, string? Key, string? Signature, string? DelegatedBy);
