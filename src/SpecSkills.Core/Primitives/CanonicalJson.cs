using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpecSkills.Core.Primitives;

/// <summary>
/// One spelling per JSON value, so that equal documents hash equally: keys in ordinal order, no white space, numbers as
/// written by the serializer (records carry integers and strings, never floats), strings escaped minimally (RFC 8785's
/// idea, restricted to what records hold).
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The canonical UTF-8 bytes of a node.</summary>
    public static byte[] Bytes(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options)) Write(writer, node);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The SHA-256 digest of the canonical bytes.</summary>
    public static string Digest(JsonNode? node) => ContentDigest.OfBytes(Bytes(node));

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject map:
                writer.WriteStartObject();
                foreach (var (key, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(key);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray list:
                writer.WriteStartArray();
                foreach (var item in list) Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }
}
