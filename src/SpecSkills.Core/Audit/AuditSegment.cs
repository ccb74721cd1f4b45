namespace SpecSkills.Core.Audit;

/// <summary>One day's file as read: its lines in order, without their line feeds.</summary>
/// <param name="Name">Path below the record's folder, <c>2026/11/22.jsonl</c>.</param>
/// <param name="EndsTorn">True when the last line has no line feed: it was being written when something stopped
/// it.</param>
public sealed record AuditSegment(string Name, IEnumerable<ReadOnlyMemory<byte>> Lines, bool EndsTorn);
