using System.Text;
using System.Text.Json.Nodes;

namespace SpecSkills.Tests.Kubernetes.Servers;

/// <summary>One recorded scenario of a real API server.</summary>
internal static class Recording
{
    public static readonly string[] Versions = ["1.33", "1.36"];

    public static string Folder(string version) =>
        RepositoryFiles.PathOf("tests", "Data", "kubernetes-recordings", version);

    public static IReadOnlyList<RecordedExchange> Read(string version, string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder(version), name + ".json"));
        return [.. JsonNode.Parse(text)!["exchanges"]!.AsArray().Select(each => new RecordedExchange(each!))];
    }
}

/// <summary>One exchange of a recording.</summary>
internal sealed class RecordedExchange(JsonNode node)
{
    public string Method => Text("request", "method");

    public string Target => Text("request", "path");

    public string Path => Target.Split('?')[0];

    public int Status => node["response"]!["status"]!.GetValue<int>();

    public bool IsWatch => node["response"]!["events"] is not null;

    public JsonNode? RequestBody => node["request"]!["body"];

    public JsonNode? Body => node["response"]!["body"];

    public string? RequestType => node["request"]!["headers"]?["Content-Type"]?.GetValue<string>();

    public WireAnswer Answer()
    {
        var headers = node["response"]!["headers"]!.AsObject();
        var body = Body is JsonValue value && value.TryGetValue<string>(out var text)
            ? text : Body?.ToJsonString() ?? "";
        var others = headers.Where(pair => pair.Key != "Content-Type" && pair.Value is JsonValue)
            .Select(pair => (pair.Key, pair.Value!.GetValue<string>()));
        return WireAnswer.Text(
            Status, headers["Content-Type"]?.GetValue<string>() ?? "application/octet-stream", body, [.. others]);
    }

    public byte[] RequestBytes() => RequestBody switch
    {
        null => [],
        JsonValue value when value.TryGetValue<string>(out var text) => Encoding.UTF8.GetBytes(text),
        var body => Encoding.UTF8.GetBytes(body.ToJsonString()),
    };

    private string Text(string part, string key) => node[part]![key]!.GetValue<string>();
}
