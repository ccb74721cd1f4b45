using SpecSkills.Core.Blueprints;

namespace SpecSkills.Core.Governance.Locks;

/// <summary>The lock as read, or the findings that say why there is none.</summary>
/// <param name="Lock">Null when it is missing or unreadable: then nothing is in force.</param>
/// <param name="Digest">SHA-256 of its raw bytes; null when it is not there.</param>
public sealed record PolicyLockReading(PolicyLock? Lock, string? Digest, IReadOnlyList<Diagnostic> Findings);
