using System.Buffers;
using System.Text.Json;
using SpecSkills.Core.Blueprints.Documents;

namespace SpecSkills.Storage.Schemas;

/// <summary>The neutral tree as the JSON it would be, for the schema validator.</summary>
internal static class JsonTree
{
    public static JsonElement Of(DocumentNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(node, writer);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    public static void Write(DocumentNode node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case DocumentNode.Mapping mapping:
                writer.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    writer.WritePropertyName(entry.Key.Text);
                    Write(entry.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case DocumentNode.Sequence list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(item, writer);
                writer.WriteEndArray();
                break;
            case DocumentNode.Scalar scalar:
                WriteScalar(scalar, writer);
                break;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} is not listed here.");
        }
    }

    private static void WriteScalar(DocumentNode.Scalar scalar, Utf8JsonWriter writer)
    {
        switch (scalar.Kind)
        {
            case ScalarKind.Null:
                writer.WriteNullValue();
                break;
            case ScalarKind.Boolean:
                writer.WriteBooleanValue(scalar.Text == "true");
                break;
            case ScalarKind.Whole or ScalarKind.Number:
                // As it stands: what an unquoted scalar is follows JSON, and 5.0 is no whole number here.
                writer.WriteRawValue(scalar.Text);
                break;
            default:
                writer.WriteStringValue(scalar.Text);
                break;
        }
    }
}
