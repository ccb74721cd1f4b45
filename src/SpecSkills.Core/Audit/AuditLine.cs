namespace SpecSkills.Core.Audit;

/// <summary>One record as it goes to disk.</summary>
/// <param name="Bytes">The raw line with its line feed: what one append writes.</param>
/// <param name="Head">The end of the chain once it is written.</param>
public sealed record AuditLine(byte[] Bytes, AuditHead Head);
