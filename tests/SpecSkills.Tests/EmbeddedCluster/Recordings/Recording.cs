using System.Text.Json.Nodes;

namespace SpecSkills.Tests.EmbeddedCluster.Recordings;

/// <summary>One recorded scenario of one server version.</summary>
internal sealed record Recording(int MinorVersion, string Scenario, JsonArray Exchanges)
{
    private static readonly string Folder = RepositoryFiles.PathOf("tests", "Data", "kubernetes-recordings");

    public static IEnumerable<string> Scenarios(int minorVersion) => Directory
        .EnumerateFiles(Path.Combine(Folder, $"1.{minorVersion}"), "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    public static Recording Read(int minorVersion, string scenario)
    {
        var file = Path.Combine(Folder, $"1.{minorVersion}", scenario + ".json");
        return new Recording(minorVersion, scenario, JsonNode.Parse(File.ReadAllText(file))!["exchanges"]!.AsArray());
    }

    /// <summary>A Deployment as some exchange shows it, of this scenario first, else of another.</summary>
    public JsonObject FindDeployment(string ns, string name)
    {
        foreach (var scenario in Scenarios(MinorVersion).Prepend(Scenario))
            foreach (var exchange in Read(MinorVersion, scenario).Exchanges)
                foreach (var body in DeploymentsIn(exchange!["response"]!["body"]))
                    if (body["metadata"]?["namespace"]?.GetValue<string>() == ns
                        && body["metadata"]?["name"]?.GetValue<string>() == name)
                        return body.DeepClone().AsObject();
        throw new InvalidOperationException($"No recording shows the Deployment {ns}/{name}.");
    }

    private static IEnumerable<JsonObject> DeploymentsIn(JsonNode? body) =>
        (body as JsonObject)?["kind"]?.GetValue<string>() switch
        {
            "Deployment" when body!["spec"]?["template"] is not null => [body.AsObject()],
            "DeploymentList" => body!["items"]!.AsArray().Select(item => item!.AsObject()),
            _ => [],
        };
}
