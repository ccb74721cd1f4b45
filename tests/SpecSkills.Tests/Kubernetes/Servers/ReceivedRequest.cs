using System.Text;
using System.Text.Json.Nodes;

namespace SpecSkills.Tests.Kubernetes.Servers;

/// <summary>One request as it came over the wire.</summary>
internal sealed record ReceivedRequest(
    string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body, string? ClientCertificate)
{
    public string Path => Target.Split('?')[0];

    public string Query => Target.Contains('?', StringComparison.Ordinal) ? Target[(Target.IndexOf('?') + 1)..] : "";

    public JsonNode? Json => Body.Length == 0 ? null : JsonNode.Parse(Encoding.UTF8.GetString(Body));

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
