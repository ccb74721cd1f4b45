namespace SpecSkills.Core.Audit;

/// <summary>What verifying the record found.</summary>
/// <param name="Records">Records read, up to the first fault.</param>
/// <param name="Head">End of the chain as read.</param>
/// <param name="Fault">The first bad record; null when the chain holds.</param>
/// <param name="WitnessesCompared">Witnesses whose record was found and agreed.</param>
/// <param name="UnvouchedRecords">Records after the last one a witness confirms: these could be rewritten
/// unseen.</param>
/// <param name="PrunedRecords">Records before the first one that is kept, deleted by retention and confirmed by a
/// checkpoint; 0 when the record is whole.</param>
public sealed record AuditVerification(
    long Records, AuditHead Head, AuditFault? Fault, IReadOnlyList<AuditWitness> WitnessesCompared,
    long UnvouchedRecords, long PrunedRecords)
{
    /// <summary>True when every record is what the next one says it was.</summary>
    public bool IsIntact => Fault is null;
}
