namespace SpecSkills.Core.Audit;

/// <summary>
/// An independent memory of the chain: a checkpoint, the state folder's head, a notification channel.
/// </summary>
/// <param name="Source">Where it was found, <c>checkpoints.jsonl</c>.</param>
/// <param name="Head">What the chain was at that time.</param>
public sealed record AuditWitness(string Source, AuditHead Head);
