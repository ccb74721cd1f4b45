using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance.Changes;
using SpecSkills.Storage.Blueprints;
using SpecSkills.Storage.Schemas;
using SpecSkills.Storage.Yaml;
using Xunit;

namespace SpecSkills.Tests.Locks;

/// <summary>
/// Every field that <c>blueprints/schema.yaml</c> knows, with the way in which it allows more. A field that is
/// added there and not here fails: whether an edit of it waits for a person is to be said, not found out.
/// </summary>
public sealed class SchemaDirectionTests
{
    private const string BlueprintKind = "InfrastructureBlueprint";
    private const string PolicyKind = "GovernancePolicy";

    public static TheoryData<string> BlueprintFields => [.. FieldDirections.Blueprint.Select(one => one.Path)];

    public static TheoryData<string> PolicyFields => [.. FieldDirections.Policy.Select(one => one.Path)];

    [Fact]
    public void Every_field_of_the_schema_has_a_direction_and_no_other_has()
    {
        var definitions = Section((DocumentNode.Mapping)YamlDocument.Read(DocumentSchema.ReadText()).Root!,
            "definitions")!;
        Assert.Equal(
            Fields(definitions, BlueprintKind).Order(), FieldDirections.Blueprint.Select(field => field.Path).Order());
        Assert.Equal(
            Fields(definitions, PolicyKind).Order(), FieldDirections.Policy.Select(field => field.Path).Order());
    }

    [Theory]
    [MemberData(nameof(BlueprintFields))]
    public void A_blueprints_field_waits_where_it_widens_and_holds_at_once_where_it_narrows(string path) =>
        Check(
            FieldDirections.Blueprint.Single(field => field.Path == path), FieldDirections.BlueprintText,
            text => BlueprintLoader.Load(text).Blueprint,
            (before, after) => BlueprintDiff.Between(before, after) is var diff
                ? (diff.Changes.Select(change => change.Path).ToArray(), diff.Authority, diff.NeedsAcceptance)
                : default);

    [Theory]
    [MemberData(nameof(PolicyFields))]
    public void A_policys_field_waits_where_it_widens_and_holds_at_once_where_it_narrows(string path) =>
        Check(
            FieldDirections.Policy.Single(field => field.Path == path), FieldDirections.PolicyText,
            text => BlueprintLoader.LoadPolicy(text).Policy,
            (before, after) => PolicyDiff.Between(before, after) is var diff
                ? (diff.Changes.Select(change => change.Path).ToArray(), diff.Authority, diff.NeedsAcceptance)
                : default);

    private static void Check<T>(
        FieldDirection field, string source, Func<string, T?> read,
        Func<T, T, (string[] Paths, AuthorityEffect Authority, bool Waits)> compare)
        where T : class
    {
        var document = Json(YamlDocument.Read(source).Root!).AsObject();
        var (first, second) = (With(document, field, field.First), With(document, field, field.Second));
        if (field.Way == FieldWay.Fixed)
        {
            Assert.Null(read(second));
            return;
        }

        var (before, after) = (Read(read, first), Read(read, second));
        var (forth, back) = (compare(before, after), compare(after, before));
        if (field.Path == "metadata.version")
        {
            // A version says how much changed; by itself it changes nothing.
            Assert.Empty(forth.Paths);
            return;
        }

        Assert.Equal([field.Path.Replace(".*", field.Example, StringComparison.Ordinal)], forth.Paths);
        Assert.Equal(field.Way switch
        {
            FieldWay.Tunes => (AuthorityEffect.Unchanged, AuthorityEffect.Unchanged),
            FieldWay.Widens => (AuthorityEffect.Wider, AuthorityEffect.Narrower),
            _ => (AuthorityEffect.Incomparable, AuthorityEffect.Incomparable),
        }, (forth.Authority, back.Authority));
        Assert.Equal((field.Way is FieldWay.Widens or FieldWay.Waits, field.Way == FieldWay.Waits),
            (forth.Waits, back.Waits));

        // Written or left out: of two texts that mean something else at most one is the narrower.
        if (field.Way == FieldWay.Tunes || read(With(document, field, null)) is not { } without) return;
        var (added, removed) = (compare(without, before), compare(before, without));
        Assert.True(added.Paths.Length == 0 || added.Waits || removed.Waits, $"{field.Path} comes and goes unseen");
    }

    private static T Read<T>(Func<string, T?> read, string text)
        where T : class => read(text) ?? throw new InvalidOperationException($"No document:\n{text}");

    private static string With(JsonObject source, FieldDirection field, string? value)
    {
        var changed = source.DeepClone().AsObject();
        var steps = field.Path.Replace(".*", field.Example, StringComparison.Ordinal).Split('.');
        var section = changed;
        foreach (var step in steps[..^1])
            section = (section[step] ??= new JsonObject()).AsObject();
        if (value is null) section.Remove(steps[^1]);
        else section[steps[^1]] = JsonNode.Parse(value);
        return changed.ToJsonString();
    }

    /// <summary>Paths of all that holds a value; a list is one, as it is where two files are compared.</summary>
    private static IEnumerable<string> Fields(DocumentNode.Mapping definitions, string kind)
    {
        return Walk(Section(definitions, kind)!, "");

        IEnumerable<string> Walk(DocumentNode.Mapping node, string path)
        {
            if (node.Find("$ref")?.Value is DocumentNode.Scalar reference)
                node = Section(definitions, reference.Text.Split('/')[^1])!;
            if (Section(node, "properties") is { } properties)
                return properties.Entries.SelectMany(entry =>
                    Walk((DocumentNode.Mapping)entry.Value, path.Length == 0
                        ? entry.Key.Text : $"{path}.{entry.Key.Text}"));
            return [Section(node, "patternProperties") is null ? path : $"{path}.*"];
        }
    }

    private static DocumentNode.Mapping? Section(DocumentNode.Mapping node, string key) =>
        node.Find(key)?.Value as DocumentNode.Mapping;

    private static JsonNode Json(DocumentNode node) => node switch
    {
        DocumentNode.Mapping mapping => new JsonObject(
            mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, (JsonNode?)Json(entry.Value)))),
        DocumentNode.Sequence list => new JsonArray([.. list.Items.Select(Json)]),
        DocumentNode.Scalar { Kind: ScalarKind.Text } scalar => JsonValue.Create(scalar.Text),
        DocumentNode.Scalar scalar => JsonNode.Parse(scalar.Text)!,
        _ => throw new InvalidOperationException(node.GetType().Name),
    };
}
