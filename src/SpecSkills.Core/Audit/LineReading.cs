using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SpecSkills.Core.Audit;

/// <summary>
/// What the chain needs to know of one line, read without keeping any of it: a million of these are a few hundred bytes
/// each at most, and are gone again with their batch.
/// </summary>
internal readonly struct LineReading
{
    /// <summary>False when the line is not a record: all else is then meaningless.</summary>
    public bool IsRecord { get; private init; }

    /// <summary>Its number.</summary>
    public long Sequence { get; private init; }

    /// <summary>SHA-256 of the line.</summary>
    public LineHash Hash { get; private init; }

    /// <summary>What it says the hash of the line before is; null when that is no hash at all.</summary>
    public LineHash? Prev { get; private init; }

    /// <summary>Where in the line the value of <c>prev</c> begins, and how long it is.</summary>
    private (int Start, int Length) PrevPlace { get; init; }

    /// <summary>The segment a checkpoint names as the one before; null for every other kind.</summary>
    public string? Follows { get; private init; }

    /// <summary>Up to which record a pruning says it deletes; 0 for every other kind.</summary>
    public long PrunedThrough { get; private init; }

    /// <summary>Reads a raw line, without its line feed. All of it must be JSON, not only what is looked for.</summary>
    public static LineReading Of(ReadOnlySpan<byte> line)
    {
        // The JSON reader looks into texts only when they are asked for; a record is readable as a whole or not one.
        if (line.Length >= AuditChain.MaximumLineBytes || !Utf8.IsValid(line)) return default;
        var fields = new Fields();
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return default;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                if (!fields.Take(ref reader))
                    return default;
            // What follows the object - anything but white space - makes this throw.
            if (reader.TokenType != JsonTokenType.EndObject || reader.Read()) return default;
        }
        catch (JsonException)
        {
            return default;
        }

        return fields.Sequence is not { } sequence || !fields.HasPrev
            ? default
            : new LineReading
            {
                IsRecord = true,
                Sequence = sequence,
                Hash = LineHash.Of(line),
                Prev = fields.Prev,
                PrevPlace = fields.PrevPlace,
                Follows = fields.IsCheckpoint ? fields.Segment : null,
                PrunedThrough = fields.IsPruned ? fields.Records : 0,
            };
    }

    /// <summary>
    /// The hash that this line would have if it said <paramref name="prev"/>: what its own bytes were if nothing but
    /// its <c>prev</c> was altered.
    /// </summary>
    public LineHash HashWith(ReadOnlySpan<byte> line, LineHash prev)
    {
        var (start, length) = PrevPlace;
        return LineHash.Of(
            [.. line[..start], .. Encoding.ASCII.GetBytes(prev.ToString()), .. line[(start + length)..]]);
    }

    private struct Fields
    {
        public long? Sequence;
        public bool HasPrev;
        public LineHash? Prev;
        public (int Start, int Length) PrevPlace;
        public bool IsCheckpoint;
        public bool IsPruned;
        public string? Segment;
        public long Records;

        /// <summary>Reads one field; false when it makes the line invalid.</summary>
        public bool Take(ref Utf8JsonReader reader)
        {
            var name = reader.ValueSpan;
            if (name.SequenceEqual("seq"u8))
            {
                // A number given twice would let two readers see two records.
                if (!reader.Read() || Sequence is not null || reader.TokenType != JsonTokenType.Number
                    || !reader.TryGetInt64(out var sequence)) return false;
                Sequence = sequence;
            }
            else if (name.SequenceEqual("prev"u8))
            {
                if (!reader.Read() || HasPrev || reader.TokenType != JsonTokenType.String) return false;
                HasPrev = true;
                Prev = LineHash.Parse(reader.ValueSpan);
                PrevPlace = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            }
            else if (name.SequenceEqual("kind"u8))
            {
                if (!reader.Read()) return false;
                IsCheckpoint = IsText(reader, "checkpoint"u8);
                IsPruned = IsText(reader, "pruned"u8);
                reader.Skip();
            }
            else if (name.SequenceEqual("segment"u8))
            {
                if (!reader.Read()) return false;
                Segment = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
            }
            else if (name.SequenceEqual("records"u8))
            {
                if (!reader.Read()) return false;
                Records = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var records) ? records : 0;
                reader.Skip();
            }
            else
            {
                if (!reader.Read()) return false;
                reader.Skip();
            }

            return true;
        }

        private static bool IsText(in Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
            reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(text);
    }
}
