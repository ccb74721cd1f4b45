using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SpecSkills.Core.Blueprints;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Requests;
using SpecSkills.Hosting;

namespace SpecSkills.Cli.Clusters;

/// <summary>
/// Installs the services of a workspace into a new embedded cluster, through its API like any other client.
/// </summary>
internal static class ClusterSeeding
{
    /// <summary>Image tag the services start with.</summary>
    public const string FirstTag = "1.0.0";

    /// <summary>The services of the shipped chart are installed with Helm; the field owner says so.</summary>
    private const string Installer = "helm/3.16";

    /// <summary>Creates every service's namespace, Deployment and Service.</summary>
    public static void Install(ClusterMachine machine, IEnumerable<Blueprint> blueprints, DateTimeOffset now)
    {
        foreach (var blueprint in blueprints)
        {
            var ns = blueprint.Target.Namespace;
            EnsureNamespace(machine, ns, now);
            Create(machine, $"/apis/apps/v1/namespaces/{ns}/deployments",
                ServiceManifests.Deployment(blueprint, FirstTag), now);
            Create(machine, $"/api/v1/namespaces/{ns}/services", ServiceManifests.Service(blueprint), now);
        }
    }

    private static void EnsureNamespace(ClusterMachine machine, string ns, DateTimeOffset now)
    {
        if (machine.Handle(new ApiRequest("GET", $"/api/v1/namespaces/{ns}", []), now).Status == 200) return;
        Create(machine, "/api/v1/namespaces", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["name"] = ns },
        }, now);
    }

    private static void Create(ClusterMachine machine, string path, JsonObject manifest, DateTimeOffset now)
    {
        var answer = machine.Handle(new ApiRequest("POST", path, [])
        {
            ContentType = MediaTypes.Json,
            UserAgent = Installer,
            Body = Encoding.UTF8.GetBytes(manifest.ToJsonString()),
        }, now);
        if (answer.Status == 201) return;
        var text = Encoding.UTF8.GetString(answer.Body.Span);
        throw new ProblemException(new Problem("A blueprint's service cannot be installed in the embedded cluster.")
        {
            Place = string.Create(CultureInfo.InvariantCulture, $"POST {path}"),
            Found = $"{answer.Status} {JsonNode.Parse(text)?["message"] ?? text}",
            Next = "specskills validate",
        });
    }
}
