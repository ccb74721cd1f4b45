using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpecSkills.EmbeddedCluster.Values;

/// <summary>Values to compact JSON.</summary>
internal static class ValueWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The value as UTF-8 JSON.</summary>
    public static byte[] ToBytes(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer, Options))
            Write(writer, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The value as JSON text.</summary>
    public static string ToText(Value value) => Encoding.UTF8.GetString(ToBytes(value));

    /// <summary>Writes the value at the writer's position.</summary>
    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case Obj obj:
                writer.WriteStartObject();
                foreach (var (key, item) in obj)
                {
                    writer.WritePropertyName(key);
                    Write(writer, item);
                }
                writer.WriteEndObject();
                break;
            case Arr array:
                writer.WriteStartArray();
                foreach (var item in array)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case Str str:
                writer.WriteStringValue(str.Text);
                break;
            case Num num:
                writer.WriteRawValue(num.Literal, skipInputValidation: true);
                break;
            case Bool flag:
                writer.WriteBooleanValue(flag.Flag);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
