using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Audit;

/// <summary>
/// Turns events into chained lines. Pure: the same event after the same head gives the same bytes.
/// <code>{"seq":2,"prev":"sha256:...","timestamp":"2026-11-22T10:00:00Z","kind":"decision",...}</code>
/// </summary>
public static class AuditChain
{
    /// <summary>
    /// Longest line, its line feed included: one append of this size is written by any file system in one go.
    /// </summary>
    public const int MaximumLineBytes = 16 * 1024;

    // A record that is too long is shortened in steps, so that what a person needs most - names, rules, ids - survives.
    private static readonly (int Text, int List)[] Limits = [(2000, 200), (500, 40), (160, 12), (80, 4)];

    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line that records <paramref name="auditEvent"/> after <paramref name="head"/>.</summary>
    /// <param name="assurance">The level of assurance in force, with when and where it was tried.</param>
    public static AuditLine Next(AuditHead head, AuditEvent auditEvent, AssuranceStanding assurance)
    {
        foreach (var (text, list) in Limits)
        {
            var bytes = Write(head, auditEvent, assurance, text, list);
            if (bytes.Length <= MaximumLineBytes) return Line(head, bytes);
        }

        // Nothing readable is left to shorten: the record says that it happened and that its body did not fit.
        var bare = auditEvent with { Body = new JsonObject { ["shortened"] = true } };
        return Line(head, Write(head, bare, assurance, 80, 4));
    }

    private static AuditLine Line(AuditHead head, byte[] bytes) =>
        new(bytes, new AuditHead(head.Sequence + 1, ContentDigest.OfBytes(bytes.AsSpan(0, bytes.Length - 1))));

    private static byte[] Write(
        AuditHead head, AuditEvent auditEvent, AssuranceStanding assurance, int textLimit, int listLimit)
    {
        var record = new JsonObject
        {
            ["seq"] = head.Sequence + 1,
            ["prev"] = head.LineHash,
            ["timestamp"] = Timestamp(auditEvent.At),
            ["kind"] = UntrustedText.Clean(auditEvent.Kind, 40),
            ["id"] = UntrustedText.Clean(auditEvent.Id, 100),
            ["actor"] = UntrustedText.Clean(auditEvent.Actor, 100),
            ["assurance_level"] = UntrustedText.Clean(assurance.Level, 20),
        };
        // Where nothing was ever tried there is nothing to add: the level is then the lowest.
        if (assurance is { TriedAt: { } triedAt, Seat: { } seat }) record["assurance"] = new JsonObject
        {
            ["tried_at"] = Timestamp(triedAt),
            ["tried_in"] = AssuranceStanding.Word(seat),
        };
        // A closed operation has the specification's shape, where the blueprint's name is the service.
        if (auditEvent.Service is not null && auditEvent.Kind != AuditKinds.Closed)
            record["service"] = UntrustedText.Clean(auditEvent.Service, 253);
        var leftOut = 0;
        foreach (var (name, value) in AuditFields.Filter(auditEvent.Body, textLimit, listLimit, ref leftOut).ToArray())
            if (!record.ContainsKey(name))
                record[name] = value?.DeepClone();
        if (leftOut > 0) record["left_out"] = leftOut;
        if (textLimit != Limits[0].Text) record["shortened"] = true;
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, Options)) record.WriteTo(writer);
        return [.. line.WrittenSpan, (byte)'\n'];
    }

    /// <summary>RFC 3339 in UTC, with milliseconds only where there are any.</summary>
    public static string Timestamp(DateTimeOffset at) => at.UtcDateTime.ToString(
        at.UtcDateTime.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One record as it goes to disk.</summary>
/// <param name="Bytes">The raw line with its line feed: what one append writes.</param>
/// <param name="Head">The end of the chain once it is written.</param>
public sealed record AuditLine(byte[] Bytes, AuditHead Head);
