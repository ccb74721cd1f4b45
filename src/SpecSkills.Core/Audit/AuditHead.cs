namespace SpecSkills.Core.Audit;

/// <summary>
/// The end of the chain: the last record's number and the hash the next record will carry as <c>prev</c>.
/// </summary>
/// <param name="Sequence">0 before the first record.</param>
/// <param name="LineHash">SHA-256 of the last raw line, without its line feed.</param>
public sealed record AuditHead(long Sequence, string LineHash)
{
    /// <summary>Before the first record: nothing is recorded yet, so the hash is zeros.</summary>
    public static readonly AuditHead Genesis = new(0, "sha256:" + new string('0', 64));
}
