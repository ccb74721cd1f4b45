namespace SpecSkills.Storage.Audit;

/// <summary>Where one record's line stands.</summary>
public sealed record RecordPlace(long Sequence, string Segment, long Offset, int Length);
