using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SpecSkills.Tests.EmbeddedCluster.Recordings;

/// <summary>
/// Compares an answer with a recorded one, field by field. What differs between any two runs of a real server is
/// compared by its relations: uids and generated names one to one, resource versions one to one, generations by their
/// distance, times by being times.
/// </summary>
internal sealed partial class RecordingComparer
{
    private static readonly HashSet<string> TimeFields = new(StringComparer.Ordinal)
    {
        "creationTimestamp", "deletionTimestamp", "time", "lastUpdateTime", "lastTransitionTime", "startTime",
        "startedAt", "finishedAt", "firstTimestamp", "lastTimestamp",
    };

    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> generationOffsets = new(StringComparer.Ordinal);
    private List<string> differences = [];
    private bool isList;

    /// <summary>Paths that are not compared, as patterns over e.g. <c>.items[0].spec.volumes</c>.</summary>
    public List<Regex> Ignored { get; } = [];

    public IReadOnlyList<string> Differences => differences;

    public void Bind(string recorded, string actual) => tokens[recorded] = actual;

    public void BindVersion(string recorded, string actual) => versions[recorded] = actual;

    public void Report(string difference) => differences.Add(difference);

    /// <summary>A recorded text with everything bound put in its place.</summary>
    public string Substitute(string recorded)
    {
        foreach (var (from, to) in tokens.OrderByDescending(pair => pair.Key.Length))
            recorded = recorded.Replace(from, to, StringComparison.Ordinal);
        return recorded;
    }

    /// <summary>
    /// The resource version a recorded one stands for; an unknown older one becomes one that is stale here.
    /// </summary>
    public string Version(string recorded)
    {
        if (versions.TryGetValue(recorded, out var known))
            return known;
        if (!long.TryParse(recorded, out var number) || number > 90_000_000 || number == 0)
            return recorded;
        return number == 1 || versions.Count == 0 ? "1" : StaleVersion;
    }

    public string StaleVersion { get; set; } = "1";

    public JsonNode? SubstituteAll(JsonNode? node, string key = "") => node switch
    {
        JsonObject obj => new JsonObject(obj.Select(pair =>
            KeyValuePair.Create(pair.Key, SubstituteAll(pair.Value, pair.Key)))),
        JsonArray array => new JsonArray([.. array.Select(item => SubstituteAll(item, key))]),
        JsonValue value when value.TryGetValue<string>(out var text) =>
            key == "resourceVersion" ? Version(text) : Substitute(text),
        _ => node?.DeepClone(),
    };

    public void Compare(JsonNode? recorded, JsonNode? actual, string path = "", long offset = 0)
    {
        if (Ignored.Any(pattern => pattern.IsMatch(path)))
            return;
        switch (recorded, actual)
        {
            case (JsonObject left, JsonObject right):
                CompareObjects(left, right, path, OffsetOf(left, right, offset));
                break;
            case (JsonArray left, JsonArray right):
                CompareArrays(left, right, path, offset);
                break;
            case (null, null):
                break;
            default:
                CompareValues(recorded, actual, path, offset);
                break;
        }
    }

    private void CompareObjects(JsonObject recorded, JsonObject actual, string path, long offset)
    {
        if (path.Length == 0)
            isList = recorded.ContainsKey("items") || recorded.ContainsKey("rows");
        BindName(recorded, actual);
        var expected = recorded.ToDictionary(pair => Substitute(pair.Key), pair => pair.Value);
        foreach (var (key, value) in expected.OrderBy(pair => pair.Key is "metadata" or "labels" ? 0 : 1))
            if (!actual.ContainsKey(key))
            {
                if (!Ignored.Any(pattern => pattern.IsMatch($"{path}.{key}")))
                    differences.Add($"{path}.{key}: recorded {Short(value)}, missing here");
            }
            else
                Compare(value, actual[key], $"{path}.{key}", offset);
        foreach (var (key, value) in actual)
            if (!expected.ContainsKey(key) && !Ignored.Any(pattern => pattern.IsMatch($"{path}.{key}")))
                differences.Add($"{path}.{key}: not recorded, here {Short(value)}");
    }

    private void CompareArrays(JsonArray recorded, JsonArray actual, string path, long offset)
    {
        if (recorded.Count != actual.Count)
        {
            differences.Add($"{path}: recorded {recorded.Count} items, here {actual.Count}: "
                + $"{Short(recorded)} / {Short(actual)}");
            return;
        }
        var pairs = path switch
        {
            _ when path.EndsWith(".conditions", StringComparison.Ordinal) => Pair(recorded, actual, KeyOfCondition),
            _ when path.EndsWith(".managedFields", StringComparison.Ordinal) => Pair(recorded, actual, KeyOfManager),
            ".items" => PairByLikeness(recorded, actual, path, offset),
            _ => [.. recorded.Zip(actual)],
        };
        for (var i = 0; i < pairs.Count; i++)
            Compare(pairs[i].First, pairs[i].Second, $"{path}[{i}]", offset);
    }

    private static string KeyOfCondition(JsonNode? node) => node!["type"]!.GetValue<string>();

    private static string KeyOfManager(JsonNode? node) =>
        $"{node!["manager"]} {node["operation"]} {node["subresource"]} {node["apiVersion"]}";

    private static List<(JsonNode? First, JsonNode? Second)> Pair(
        JsonArray recorded, JsonArray actual, Func<JsonNode?, string> key) =>
        [.. recorded.OrderBy(key, StringComparer.Ordinal).Zip(actual.OrderBy(key, StringComparer.Ordinal))];

    // Items are sorted by generated names, which differ: each goes with the one most like it.
    private List<(JsonNode? First, JsonNode? Second)> PairByLikeness(
        JsonArray recorded, JsonArray actual, string path, long offset)
    {
        var left = actual.ToList();
        var pairs = new List<(JsonNode?, JsonNode?)>();
        foreach (var item in recorded)
        {
            var best = left.MinBy(candidate => CountDifferences(item, candidate, path, offset));
            left.Remove(best);
            pairs.Add((item, best));
        }
        return pairs;
    }

    private int CountDifferences(JsonNode? recorded, JsonNode? actual, string path, long offset)
    {
        var kept = (differences, new Dictionary<string, string>(tokens), new Dictionary<string, string>(versions),
            new Dictionary<string, long>(generationOffsets));
        differences = [];
        Compare(recorded, actual, path, offset);
        var count = differences.Count;
        differences = kept.differences;
        Restore(tokens, kept.Item2);
        Restore(versions, kept.Item3);
        Restore(generationOffsets, kept.Item4);
        return count;
    }

    private static void Restore<TKey, TValue>(Dictionary<TKey, TValue> target, Dictionary<TKey, TValue> kept)
        where TKey : notnull
    {
        target.Clear();
        foreach (var (key, value) in kept)
            target[key] = value;
    }

    private void BindName(JsonObject recorded, JsonObject actual)
    {
        foreach (var key in (string[])["uid", "pod-template-hash", "name"])
            if (Text(recorded[key]) is { } from && Text(actual[key]) is { } to && from != to
                && !tokens.ContainsKey(from) && (key != "name" || IsGeneratedPair(from, to)))
                tokens[from] = to;
    }

    private static bool IsGeneratedPair(string recorded, string actual) =>
        GeneratedName().Match(recorded) is { Success: true } left
        && GeneratedName().Match(actual) is { Success: true } right
        && left.Groups["base"].Value == right.Groups["base"].Value;

    private long OffsetOf(JsonObject recorded, JsonObject actual, long offset)
    {
        if (recorded["metadata"] is not JsonObject left || actual["metadata"] is not JsonObject right
            || Text(left["uid"]) is not { } uid || left["generation"] is not { } from
                || right["generation"] is not { } to)
            return offset;
        if (!generationOffsets.TryGetValue(uid, out var known))
            generationOffsets[uid] = known = to.GetValue<long>() - from.GetValue<long>();
        return known;
    }

    private void CompareValues(JsonNode? recorded, JsonNode? actual, string path, long offset)
    {
        var field = path[(path.LastIndexOf('.') + 1)..];
        if (field is "generation" or "observedGeneration" && recorded is not null && actual is not null)
        {
            if (recorded.GetValue<long>() + offset != actual.GetValue<long>())
                differences.Add(
                    $"{path}: recorded {recorded} (here {recorded.GetValue<long>() + offset}), got {actual}");
            return;
        }
        if (Text(recorded) is { } from && Text(actual) is { } to)
            CompareTexts(from, to, field, path);
        else if (!JsonNode.DeepEquals(recorded, actual))
            differences.Add($"{path}: recorded {Short(recorded)}, here {Short(actual)}");
    }

    private void CompareTexts(string recorded, string actual, string field, string path)
    {
        // A list's own version counts everything else the server did as well.
        if (field == "resourceVersion" && (path.Contains("BOOKMARK", StringComparison.Ordinal)
            || (path is ".metadata.resourceVersion" && isList)))
            return;
        if (field == "continue")
        {
            tokens[recorded] = actual;
            return;
        }
        if (field == "resourceVersion")
        {
            if (versions.TryGetValue(recorded, out var known) && known != actual)
                differences.Add($"{path}: recorded {recorded} (here {known}), got {actual}");
            else if (known is null && versions.ContainsValue(actual) && recorded != actual)
                differences.Add($"{path}: recorded {recorded} is new, here {actual} was answered before");
            versions[recorded] = actual;
            return;
        }
        if (TimeFields.Contains(field) && DateTimeOffset.TryParse(recorded, out _)
            && DateTimeOffset.TryParse(actual, out _))
            return;
        BindQuoted(recorded, actual);
        var expected = Substitute(recorded);
        if (expected == actual)
            return;
        if (field is "message" or "continue" && Mask(expected) == Mask(actual))
            return;
        differences.Add($"{path}: recorded {Short(expected)}, here {Short(actual)}");
    }

    // A message may be the first place that shows a generated name, e.g. ReplicaSet "web-6df8b66c77".
    private void BindQuoted(string recorded, string actual)
    {
        foreach (var (left, right) in Words().Matches(recorded).Zip(Words().Matches(actual)))
            if (left.Value != right.Value && !tokens.ContainsKey(left.Value)
                && IsGeneratedPair(left.Value, right.Value))
                tokens[left.Value] = right.Value;
    }

    // Whole objects quoted in a message differ in uids and times; numbers of versions differ too.
    private static string Mask(string text)
    {
        text = QuotedObject().Replace(text, "Invalid value: \"{...}\":");
        text = TooOld().Replace(text, "(N)");
        return VersionInText().Replace(text, match => match.Groups[1].Value + "N");
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Short(JsonNode? node) => Short(node?.ToJsonString() ?? "null");

    private static string Short(string text) => text.Length > 300 ? string.Create(
        CultureInfo.InvariantCulture, $"{text[..300]}... ({text.Length} characters)") : text;

    [GeneratedRegex(@"^(?<base>.+?)-(?=[a-z0-9]*[0-9])[a-z0-9]{6,10}(-[a-z0-9]{5})?$|^(?<base>.+)\.[0-9a-f]{16}$")]
    private static partial Regex GeneratedName();

    [GeneratedRegex("Invalid value: \"\\{.*\\}\":", RegexOptions.Singleline)]
    private static partial Regex QuotedObject();

    [GeneratedRegex(@"(?<=too old resource version: \d+ )\(\d+\)")]
    private static partial Regex TooOld();

    [GeneratedRegex(@"(in record \(|, current: )\d+")]
    private static partial Regex VersionInText();

    [GeneratedRegex(@"[a-z][-a-z0-9.]+")]
    private static partial Regex Words();
}
