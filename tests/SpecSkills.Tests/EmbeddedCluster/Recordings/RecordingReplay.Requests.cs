using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.Tests.EmbeddedCluster.Recordings;

/// <summary>Recorded requests with what was bound put in their place, and the headers of answers.</summary>
internal sealed partial class RecordingReplay
{
    private void CompareHeaders(JsonObject recorded, ApiResponse response, string number)
    {
        Check("Content-Type", [response.ContentType]);
        foreach (var name in (string[])["Warning", "Retry-After"])
            Check(name, [.. response.Headers.Where(header => header.Key == name).Select(header => header.Value)]);

        void Check(string name, string[] actual)
        {
            var expected = recorded[name] switch
            {
                JsonArray several => several.Select(one => one!.GetValue<string>()).ToArray(),
                { } one => [one.GetValue<string>()],
                null => [],
            };
            if (!expected.SequenceEqual(actual))
                Comparer.Report($"{number} {name}: recorded {string.Join(" | ", expected)}, "
                    + $"here {string.Join(" | ", actual)}");
        }
    }

    private ApiRequest RequestOf(JsonNode recorded, int number, string? scenario = null)
    {
        var path = Comparer.Substitute(recorded["path"]!.GetValue<string>());
        path = VersionParameter()
            .Replace(path, match => match.Groups[1].Value + Comparer.Version(match.Groups[2].Value));
        var body = recorded["body"] switch
        {
            null => null,
            JsonValue text when text.TryGetValue<string>(out var plain) => plain,
            var node => Comparer.SubstituteAll(node)!.ToJsonString(),
        };
        if (body is not null)
            body = VersionTest().Replace(body, match =>
                match.Groups[1].Value + Comparer.Version(match.Groups[2].Value) + "\"");
        var headers = recorded["headers"]!.AsObject();
        var agent = Agents.GetValueOrDefault(number) ?? ((scenario ?? Recording.Scenario)
            .StartsWith("kubectl-", StringComparison.Ordinal)
            ? "kubectl/v1.32.4" : "recorder/1");
        return Request(recorded["method"]!.GetValue<string>(), path, body,
            headers["Content-Type"]?.GetValue<string>(), headers["Accept"]?.GetValue<string>(), agent);
    }

    private static ApiRequest Request(
        string method, string pathAndQuery, string? body, string? contentType, string? accept, string? agent)
    {
        var parts = pathAndQuery.Split('?', 2);
        var query = parts.Length == 1 ? [] : parts[1].Split('&').Select(pair => pair.Split('=', 2)).Select(pair =>
            new KeyValuePair<string, string>(
                Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")
                    .Replace('+', ' '))).ToList();
        return new ApiRequest(method, Uri.UnescapeDataString(parts[0]), query)
        {
            Accept = accept,
            ContentType = contentType,
            UserAgent = agent ?? "recorder/1",
            Body = body is null ? default : Encoding.UTF8.GetBytes(body),
        };
    }

    [GeneratedRegex(@"/pods/([^/?]+)")]
    private static partial Regex PodPath();

    [GeneratedRegex(@"UID in record \(([-0-9a-f]+)\)")]
    private static partial Regex UidInRecord();

    [GeneratedRegex(@"((?:\?|&)resourceVersion=)([^&]+)")]
    private static partial Regex VersionParameter();

    [GeneratedRegex(@"(""path"":""/metadata/resourceVersion"",""value"":"")([^""]+)""")]
    private static partial Regex VersionTest();
}
