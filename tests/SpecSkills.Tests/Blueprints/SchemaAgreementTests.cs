using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Storage.Schemas;
using SpecSkills.Storage.Yaml;
using Xunit;

namespace SpecSkills.Tests.Blueprints;

/// <summary>
/// The schema and the typed reader are two descriptions of one format. Random mutations of the shipped documents must
/// not find a document that one of them reads and the other cannot.
/// </summary>
public sealed class SchemaAgreementTests
{
    private const int Mutations = 4000;

    private static readonly string[] Values =
    [
        "1", "0", "-1", "5", "1.5", "1e3", "100000", "100001", "99999999999", "true", "null", "\"\"", "\"5\"",
        "\"80%\"",
        "\"80 %\"", "\"100.0001%\"", "\"1000%\"", "\"1001%\"", "\"60s\"", "\"1.5h\"", "\"0.0000001s\"", "\"60\"",
        "\"50m\"",
        "\".5\"", "\"5.\"", "\"1E\"", "\"1e18\"", "\"1e19\"", "\"128Mi\"", "\"128MB\"", "\"99999999999999999999Ei\"",
        "\"100 req/s\"", "\"100 USD\"", "\"100 usd\"", "\"1.0.0\"", "\"01.0.0\"", "\"9999999999.0.0\"",
        "\"2026-02-30\"",
        "\"2026-02-10\"", "\"todo\"", "\"Todo\"", "\"cpu\"", "\"devops-team\"", "\"person:local\"",
        "\"scale_within_limits\"",
        "\"adjust_resources_within_0_percent\"", "\"0 18 * * 5\"", "\"slack://x\"", "\"https://x\"", "\"../x\"",
        "\"25%\"",
        "\"101%\"", "\"http://a:1/b\"", "\"http://u:p@a\"", "[]", "{}", "[1]", "[\"scale_within_limits\"]",
        "{\"a\": 1}",
        "[{\"from\": \"person:a\", \"to\": \"person:b\", \"until\": \"2026-12-24\"}]",
    ];

    private static readonly string[] Keys =
    [
        "labels", "helm", "release", "chart", "values", "prometheus", "url", "queries", "latency_p95", "freeze_windows",
        "cron", "duration", "time_zone", "target", "observability", "min_replicas", "max_cpu", "ssh_key", "extra",
        "disk", "delegations", "from", "to", "until",
    ];

    [Fact]
    public void No_mutation_is_read_by_one_and_refused_by_the_other()
    {
        var seed = TestSeed.Next();
        var random = new Random(seed);
        string[][] sources =
        [
            ["tests", "Data", "blueprints", "complete.yaml"], ["blueprints", "backend", "blueprint.yaml"],
            ["blueprints", "governance", "policies.yaml"],
        ];
        var originals = sources
            .Select(source => ToJson(YamlDocument.Read(RepositoryFiles.Text(source)).Root!)).ToArray();
        for (var i = 0; i < Mutations; i++)
        {
            var document = originals[random.Next(originals.Length)].DeepClone();
            for (var change = random.Next(1, 4); change > 0; change--) Mutate(document, random);
            Check(document.ToJsonString(), $"{TestSeed.Replay(seed)}, mutation {i}");
        }
    }

    private static void Check(string text, string replay)
    {
        var root = YamlDocument.Read(text).Root;
        if (root is null) return; // Neither sees a document that the strict YAML reader refuses.
        var kind = (root as DocumentNode.Mapping)?.Find("kind")?.Value as DocumentNode.Scalar;
        var isPolicy = kind?.Text == GovernancePolicyReader.Kind;
        var schema = isPolicy ? DocumentSchema.ValidatePolicy(root) : DocumentSchema.ValidateBlueprint(root);
        var typed = isPolicy
            ? GovernancePolicyReader.Read(root, "").Diagnostics : BlueprintReader.Read(root, "").Diagnostics;
        var errors = typed.Where(finding => finding.Severity == DiagnosticSeverity.Error).ToArray();
        // How large a quantity may be is no structure: a pattern cannot say it, x-range does in words.
        var structural = errors.FirstOrDefault(
            finding => !finding.IsSemantic && finding.Code != DiagnosticCodes.OutOfRange);
        if (schema.Count == 0)
            Assert.True(
                structural is null, $"{replay}: the schema accepts what the reader cannot read: {structural}\n{text}");
        else
            Assert.True(
                errors.Length > 0, $"{replay}: the reader accepts what the schema refuses: {schema[0]}\n{text}");
    }

    private static void Mutate(JsonNode document, Random random)
    {
        var nodes = Containers(document).ToArray();
        var node = nodes[random.Next(nodes.Length)];
        var value = JsonNode.Parse(Values[random.Next(Values.Length)]);
        switch (node)
        {
            case JsonObject section when section.Count > 0 && random.Next(4) > 0:
                var key = section.ElementAt(random.Next(section.Count)).Key;
                if (random.Next(4) == 0) section.Remove(key);
                else section[key] = value;
                break;
            case JsonObject section:
                section[Keys[random.Next(Keys.Length)]] = value;
                break;
            case JsonArray list when list.Count > 0 && random.Next(2) == 0:
                list[random.Next(list.Count)] = value;
                break;
            case JsonArray list:
                list.Add(value);
                break;
        }
    }

    private static IEnumerable<JsonNode> Containers(JsonNode? node)
    {
        if (node is not (JsonObject or JsonArray)) return [];
        var children = node is JsonObject section ? section.Select(entry => entry.Value) : node.AsArray();
        return children.SelectMany(Containers).Prepend(node);
    }

    private static JsonNode ToJson(DocumentNode node) => node switch
    {
        DocumentNode.Mapping mapping => new JsonObject(
            mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, (JsonNode?)ToJson(entry.Value)))),
        DocumentNode.Sequence list => new JsonArray([.. list.Items.Select(ToJson)]),
        DocumentNode.Scalar { Kind: ScalarKind.Text } scalar => JsonValue.Create(scalar.Text),
        DocumentNode.Scalar scalar => JsonNode.Parse(scalar.Text)!,
        _ => throw new InvalidOperationException(node.GetType().Name),
    };
}
