using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;

namespace SpecSkills.Application.Audit;

/// <summary>Reading of records that what may be done depends on.</summary>
internal static class RecordReading
{
    /// <summary>
    /// Every record that matches, newest first, page after page: added records must not push the one that counts
    /// off the first.
    /// </summary>
    public static IEnumerable<AuditEntry> Walk(this IAuditReader records, AuditQuery query)
    {
        query = query with { Limit = AuditQuery.MaximumLimit };
        while (true)
        {
            var page = records.Query(query);
            foreach (var entry in page.Records) yield return entry;
            if (page.Next is not { } next) yield break;
            query = query with { Before = next };
        }
    }

    /// <summary>The text of a field; null where there is none.</summary>
    public static string? Text(this JsonObject record, string key) =>
        record[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
