using System.Globalization;
using Newtonsoft.Json.Linq;
using SpecSkills.Core.Blueprints.Documents;

namespace SpecSkills.Storage.Schemas;

/// <summary>The neutral tree as the JSON it would be, for the schema validator.</summary>
internal static class JsonTree
{
    public static JToken Of(DocumentNode node) => node switch
    {
        DocumentNode.Mapping mapping =>
            new JObject(mapping.Entries.Select(entry => new JProperty(entry.Key.Text, Of(entry.Value)))),
        DocumentNode.Sequence list => new JArray(list.Items.Select(Of)),
        DocumentNode.Scalar scalar => OfScalar(scalar),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is not listed here."),
    };

    private static JValue OfScalar(DocumentNode.Scalar scalar) => scalar.Kind switch
    {
        ScalarKind.Null => JValue.CreateNull(),
        ScalarKind.Boolean => new JValue(scalar.Text == "true"),
        ScalarKind.Whole when long.TryParse(scalar.Text, CultureInfo.InvariantCulture, out var whole) =>
            new JValue(whole),
        // Wider than 64 bits is no whole number any field could hold: the schema refuses it by type or by range.
        ScalarKind.Whole or ScalarKind.Number => new JValue(double.Parse(scalar.Text, CultureInfo.InvariantCulture)),
        _ => new JValue(scalar.Text),
    };
}
