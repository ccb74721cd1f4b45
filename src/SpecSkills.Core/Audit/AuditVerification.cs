namespace SpecSkills.Core.Audit;

/// <summary>What verifying the record found.</summary>
/// <param name="Records">Records read, up to the first fault.</param>
/// <param name="Head">End of the chain as read.</param>
/// <param name="Fault">The first bad record; null when the chain holds.</param>
/// <param name="WitnessesCompared">Witnesses whose record was found and agreed.</param>
/// <param name="UnvouchedRecords">Records after the last one a witness vouches for: these could be rewritten
/// unseen.</param>
public sealed record AuditVerification(
    long Records, AuditHead Head, AuditFault? Fault, IReadOnlyList<AuditWitness> WitnessesCompared,
    long UnvouchedRecords)
{
    /// <summary>True when every record is what the next one says it was.</summary>
    public bool IsIntact => Fault is null;
}
