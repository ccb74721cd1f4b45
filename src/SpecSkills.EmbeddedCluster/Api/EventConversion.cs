using SpecSkills.EmbeddedCluster.Machine;
using SpecSkills.EmbeddedCluster.Schema;

namespace SpecSkills.EmbeddedCluster.Api;

/// <summary>Events as events.k8s.io shows them: the same fields, most under other names.</summary>
internal static class EventConversion
{
    private static readonly (string Core, string New)[] Names =
    [
        ("involvedObject", "regarding"), ("message", "note"), ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"), ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"), ("reportingComponent", "reportingController"),
    ];

    public static Conversion Of(SchemaCatalog schema) => new(
        schema["Event"],
        value => Rename(value, "events.k8s.io/v1", schema["Event"], pair => (pair.Core, pair.New)),
        value => Rename(value, "v1", schema["CoreEvent"], pair => (pair.New, pair.Core)));

    /// <summary>The stored name of a field that a selector of the newer group names.</summary>
    public static string CoreField(string field)
    {
        foreach (var (core, newer) in Names)
            if (field == newer || field.StartsWith(newer + ".", StringComparison.Ordinal))
                return core + field[newer.Length..];
        return field;
    }

    private static Obj Rename(
        Obj value, string apiVersion, SchemaType type, Func<(string Core, string New),
            (string From, string To)> direction)
    {
        var renamed = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var (key, item) in value)
            renamed[key] = item;
        foreach (var pair in Names)
        {
            var (from, to) = direction(pair);
            if (renamed.Remove(from, out var item))
                renamed[to] = item;
        }
        renamed["apiVersion"] = new Str(apiVersion);
        var builder = new ObjBuilder(renamed.Count);
        foreach (var field in type.Fields)
            builder.Add(field.Name, renamed.GetValueOrDefault(field.Name));
        return builder.Build();
    }
}
