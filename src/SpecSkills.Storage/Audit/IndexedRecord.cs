using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;

namespace SpecSkills.Storage.Audit;

/// <summary>
/// What a record can be found by, read off its line. The index is filled with this, and what it answers is held against
/// this again: a row that differs from its line is not an answer.
/// </summary>
internal sealed record IndexedRecord(
    long Sequence, string? At, string? Kind, string? Id, string? Service, string? Verdict,
    IReadOnlyList<string> Operations)
{
    /// <summary>Most operations one decision names.</summary>
    private const int MaximumOperations = 16;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Reads a raw line; null when it is not a record.</summary>
    public static IndexedRecord? Of(ReadOnlyMemory<byte> line)
    {
        // The same rule as the verifier's: a query ignores what the verifier does not accept as a record.
        if (line.Length >= AuditChain.MaximumLineBytes || !Utf8.IsValid(line.Span)) return null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var record = document.RootElement;
            if (record.ValueKind != JsonValueKind.Object || !record.TryGetProperty("seq", out var seq)
                || !seq.TryGetInt64(out var sequence)) return null;
            var kind = Text(record, "kind");
            return new IndexedRecord(
                sequence,
                DateTimeOffset.TryParse(Text(record, "timestamp"), CultureInfo.InvariantCulture, out var at)
                    ? Text(at) : null,
                kind, Text(record, "id"), Text(record, "service") ?? Text(Map(record, "blueprint"), "name"),
                kind == "governance" ? Text(record, "status")
                    : Text(Map(Map(record, "decision"), "governance_check"), "status"),
                OperationsOf(record));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A time as the index orders it.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>True when the record is one that the query asks for.</summary>
    public bool Answers(AuditQuery query) =>
        Is(query.Service, Service) && Is(query.Id, Id) && Is(query.Kind, Kind) && Is(query.Verdict, Verdict)
        && (query.OperationId is null || Operations.Contains(query.OperationId))
        && (query.Before is not { } before || Sequence < before)
        && (query.After is not { } after || Sequence > after)
        && (query.Since is not { } since || string.CompareOrdinal(At, Text(since)) >= 0)
        && (query.Until is not { } until || (At is not null && string.CompareOrdinal(At, Text(until)) <= 0));

    private static bool Is(string? wanted, string? found) => wanted is null || wanted == found;

    private static List<string> OperationsOf(JsonElement record)
    {
        var operations = new List<string>();
        if (Map(record, "operation_ids") is { ValueKind: JsonValueKind.Array } list)
            foreach (var one in list.EnumerateArray())
                Add(one.ValueKind == JsonValueKind.String ? one.GetString() : null);
        Add(Text(record, "operation_id"));
        Add(Text(record, "compensates"));
        Add(Text(record, "id"));
        return operations;

        void Add(string? id)
        {
            if (id?.StartsWith("sha256:", StringComparison.Ordinal) == true && operations.Count < MaximumOperations
                && !operations.Contains(id)) operations.Add(id);
        }
    }

    private static JsonElement? Map(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement? parent, string name) =>
        Map(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
