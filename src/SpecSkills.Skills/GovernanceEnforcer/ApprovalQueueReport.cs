using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>The queue's figures, as a line and as a document.</summary>
public static class ApprovalQueueReport
{
    /// <summary>One line: what waits, and how persons have decided.</summary>
    public static string Line(ApprovalQueue queue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var waits = queue.OldestAt is { } oldest
            ? $"{queue.Pending} pending, the oldest for {Rounded(now - oldest)}" : "0 pending";
        return queue.Decided == 0
            ? $"{waits}; none decided yet"
            : $"{waits}; {queue.Decided} decided, median {Rounded(queue.MedianTime!.Value)}, " +
                $"{queue.ApprovedPercent}% approved, {queue.ApprovedAtOnce} of them within " +
                $"{DurationText.Format(ApprovalQueue.AtOnce)}";
    }

    /// <summary>As a document.</summary>
    public static JsonObject Document(ApprovalQueue queue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return new JsonObject
        {
            ["pending"] = queue.Pending,
            ["oldest_requested_at"] = queue.OldestAt is { } oldest ? DocumentTime.Text(oldest) : null,
            ["oldest_waits_for"] = queue.OldestAt is { } since ? Rounded(now - since) : null,
            ["decided"] = queue.Decided,
            ["median_time_to_decision"] = queue.MedianTime is { } median ? Rounded(median) : null,
            ["approved_within_3s"] = queue.ApprovedAtOnce,
            ["approved_share"] = queue.ApprovedPercent is { } percent ? $"{percent}%" : null,
        };
    }

    private static string Rounded(TimeSpan time) =>
        DurationText.Format(TimeSpan.FromSeconds(Math.Max(0, Math.Round(time.TotalSeconds))));
}
