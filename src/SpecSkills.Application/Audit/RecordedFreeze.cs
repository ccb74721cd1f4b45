using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Audit;

/// <summary>A freeze as its record tells it.</summary>
internal static class RecordedFreeze
{
    /// <summary>The freeze that holds by the newest record of one, or null.</summary>
    public static WorkspaceFreeze? Standing(IAuditReader records, DateTimeOffset now) =>
        records.Query(new AuditQuery(Id: PolicyEvents.FreezeId, Limit: 1)).Records is [{ Record: var newest }]
            && Of(newest) is { } freeze && freeze.HoldsAt(now)
            ? freeze : null;

    /// <summary>The freeze, or null for a record of one that was lifted.</summary>
    public static WorkspaceFreeze? Of(JsonObject record)
    {
        if (record.Text("kind") != PolicyEvents.Frozen) return null;
        var since = DocumentTime.TryParse(record.Text("from") ?? "", out var from) ? from : default;
        // An end that cannot be read is none.
        DateTimeOffset? until = DocumentTime.TryParse(record.Text("until") ?? "", out var end) ? end : null;
        return new WorkspaceFreeze(
            since, until, record.Text("by") ?? "an unknown principal",
            (record["reason"] as JsonObject)?["untrusted"]?.ToString()
                ?? "");
    }
}
