using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Storage.Audit;

/// <summary>
/// Deletes whole segments past their retention: the record that says so is flushed first, the checkpoint that vouches
/// for what follows is made sure of, and the oldest goes first, so that wherever it is stopped the rest verifies.
/// </summary>
public sealed class AuditRetention(IAuditDisk disk, IAuditLog log, IAuditReader reader) : IAuditRetention
{
    /// <inheritdoc/>
    public IReadOnlyList<PrunableSegment> Due(TimeSpan retention, DateTimeOffset now)
    {
        var segments = disk.Segments();
        var due = new List<PrunableSegment>();
        // Never the last: the chain goes on from it. Never one behind a kept one: what is kept stays in one piece.
        for (var i = 0; i < segments.Count - 1 && IsPast(segments[i], retention, now); i++)
            if (EndOf(segments[i + 1]) is { } end)
                due.Add(new PrunableSegment(segments[i], disk.Length(segments[i]), end));
            else
                break;
        return due;
    }

    /// <inheritdoc/>
    public PruneResult Prune(
        TimeSpan retention, string rule, string policyDigest, Principal actor, DateTimeOffset now)
    {
        try
        {
            if (Due(retention, now) is not [var first, ..] due) return new PruneResult.NothingDue();
            // A broken segment is evidence: it stays until a person has looked at it.
            var verified = reader.Verify();
            if (verified.Fault is { } fault) return new PruneResult.Broken(fault);
            using (disk.Lock())
            {
                var vouched = AuditCheckpoints.Read(disk).Select(witness => witness.Head).ToHashSet();
                foreach (var segment in due.Where(segment => !vouched.Contains(segment.End)))
                    AuditCheckpoints.Append(disk, segment.Name, segment.End, now);
            }

            log.Append(new AuditEvent(
                AuditKinds.Pruned, due[^1].Name, actor.Name, null, now, new JsonObject
                {
                    ["from"] = first.Name,
                    ["until"] = due[^1].Name,
                    ["records"] = due[^1].End.Sequence,
                    ["head"] = due[^1].End.LineHash,
                    ["bytes"] = due.Sum(segment => segment.Bytes),
                    ["retention_period"] = DurationText.Format(retention),
                    ["rule"] = rule,
                    ["policy_digest"] = policyDigest,
                }));
            using (disk.Lock())
                foreach (var segment in due)
                    Delete(segment.Name);
            return new PruneResult.Pruned(due);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AuditUnavailableException($"The record could not be pruned: {error.Message}", error);
        }
    }

    /// <summary>Parts set aside of a segment are deleted before it: later their segment would be unknown.</summary>
    private void Delete(string segment)
    {
        foreach (var aside in disk.SetAsideOf(segment)) disk.Delete(aside);
        // Another process may have pruned it meanwhile; both said so on record.
        if (disk.Segments().Contains(segment, StringComparer.Ordinal)) disk.Delete(segment);
    }

    /// <summary>A day is past when its last moment is: younger records can stand in no older segment.</summary>
    private static bool IsPast(string segment, TimeSpan retention, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(
            segment, "yyyy'/'MM'/'dd'.jsonl'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var day)
        && now - retention >= day.AddDays(1);

    /// <summary>The end of the segment before this one, as this one's first line names it.</summary>
    private AuditHead? EndOf(string next) =>
        SegmentLines.Of(disk, next, 0, Math.Min(disk.Length(next), AuditChain.MaximumLineBytes))
            .Select(line => AuditCheckpoints.Head(line.Bytes)).FirstOrDefault();
}
