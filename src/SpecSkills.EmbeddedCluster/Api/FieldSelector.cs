using SpecSkills.EmbeddedCluster.Store;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>A field selector: every named field equals, or does not equal, a text.</summary>
internal sealed class FieldSelector(IReadOnlyList<(string Field, string Value, bool Negated)> terms)
{
    public bool IsEverything => terms.Count == 0;

    /// <summary>The value asked of metadata.name, when there is one; a list then is a look-up.</summary>
    public string? Name => terms.FirstOrDefault(term => term.Field == "metadata.name" && !term.Negated).Value;

    /// <summary>Null when the text cannot be read or names a field that cannot be selected by.</summary>
    public static FieldSelector? Read(string text, ServedResource served, out string error)
    {
        error = "";
        var terms = new List<(string, string, bool)>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var negated = part.Contains("!=", StringComparison.Ordinal);
            var sides = part.Split(negated ? "!=" : part.Contains("==", StringComparison.Ordinal) ? "==" : "=", 2);
            if (sides.Length != 2)
            {
                error = $"invalid selector: '{text}'; can't understand '{part}'";
                return null;
            }
            var field = served.IsStorageForm ? sides[0] : EventConversion.CoreField(sides[0]);
            if (field != "metadata.name" && !(field == "metadata.namespace" && served.Storage.Namespaced)
                && !served.Storage.Rules.SelectableFields.Contains(field))
            {
                error = served.Storage.Rules.SelectableFields.Count > 0
                    ? $"field label not supported: {sides[0]}"
                    : $"\"{sides[0]}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";
                return null;
            }
            terms.Add((field, sides[1], negated));
        }
        return new FieldSelector(terms);
    }

    public FieldSelector And(string field, string value) => new([.. terms, (field, value, false)]);

    public bool Matches(StoredObject stored)
    {
        foreach (var (field, value, negated) in terms)
            if (Read(stored, field) == value == negated)
                return false;
        return true;
    }

    private static string Read(StoredObject stored, string field)
    {
        var path = field == "source" ? ["source", "component"] : field.Split('.');
        return stored.Value.At(path) switch
        {
            Str str => str.Text,
            null => field == "spec.hostNetwork" || field == "spec.unschedulable" ? "false" : "",
            var other => ValueWriter.ToText(other),
        };
    }
}
