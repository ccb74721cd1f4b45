using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Core.Audit;

namespace SpecSkills.Storage.Audit;

/// <summary>
/// <c>checkpoints.jsonl</c>: one line for every segment that was ended, never pruned.
/// <code>{"timestamp":"2026-11-23T00:00:04Z","segment":"2026/11/22.jsonl","records":812,"head":"sha256:..."}</code>
/// </summary>
public static class AuditCheckpoints
{
    /// <summary>The file that is never pruned.</summary>
    public const string File = "checkpoints.jsonl";

    /// <summary>What a checkpoint says of a segment that ended with this record.</summary>
    public static JsonObject Body(string segment, AuditHead head) => new()
    {
        ["segment"] = segment,
        ["records"] = head.Sequence,
        ["head"] = head.LineHash,
    };

    /// <summary>The raw line, with its line feed.</summary>
    public static byte[] Line(string segment, AuditHead head, DateTimeOffset at)
    {
        var line = new JsonObject { ["timestamp"] = AuditChain.Timestamp(at) };
        foreach (var (name, value) in Body(segment, head)) line[name] = value!.DeepClone();
        return Encoding.UTF8.GetBytes(line.ToJsonString() + "\n");
    }

    /// <summary>Adds a line and flushes it; the record's lock is held.</summary>
    public static void Append(IAuditDisk disk, string segment, AuditHead head, DateTimeOffset at)
    {
        var line = Line(segment, head, at);
        var length = disk.Length(File);
        // A line torn earlier is ended first, so that it does not swallow this one.
        var torn = length > 0 && disk.Read(File, length - 1, 1) is not [(byte)'\n'];
        disk.Append(File, length, torn ? [(byte)'\n', .. line] : line);
    }

    /// <summary>Every head it remembers.</summary>
    public static IReadOnlyList<AuditWitness> Read(IAuditDisk disk)
    {
        var witnesses = new List<AuditWitness>();
        foreach (var (_, line) in SegmentLines.Of(disk, File, 0, disk.Length(File)))
            if (Head(line) is { } head)
                witnesses.Add(new AuditWitness(File, head));
        return witnesses;
    }

    /// <summary>What a checkpoint's line remembers, in this file or at the beginning of a segment.</summary>
    public static AuditHead? Head(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonNode.Parse(line.Span) is JsonObject checkpoint
                && checkpoint["records"] is JsonValue records && records.TryGetValue<long>(out var sequence)
                && checkpoint["head"] is JsonValue head && head.TryGetValue<string>(out var hash)
                ? new AuditHead(sequence, hash)
                : null;
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
