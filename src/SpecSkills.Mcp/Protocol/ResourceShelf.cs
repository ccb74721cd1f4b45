using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace SpecSkills.Mcp.Protocol;

/// <summary>
/// Blueprints, the policy and decisions as resources. A URI is matched against known names, never made into a path.
/// </summary>
internal sealed class ResourceShelf(WorkspaceResources source)
{
    private static readonly IReadOnlyList<ResourceTemplate> Templates =
    [
        Template("blueprint://{service}", "Blueprint", "A service's blueprint as it stands, YAML", "application/yaml"),
        Template("blueprint://{service}/history/{version}", "Blueprint version", "An earlier version",
            "application/yaml"),
        Template("audit://decisions/{id}", "Decision", "One decision with what came of it, JSON", "application/json"),
    ];

    public ValueTask<ListResourcesResult> ListAsync(
        RequestContext<ListResourcesRequestParams> request, CancellationToken cancellation)
    {
        var resources = source.Services()
            .Select(service => Named($"blueprint://{service}", $"Blueprint of {service}"))
            .Append(Named("policy://global", "Global governance policy"));
        return new(new ListResourcesResult { Resources = [.. resources] });
    }

    public static ValueTask<ListResourceTemplatesResult> TemplatesAsync(
        RequestContext<ListResourceTemplatesRequestParams> request, CancellationToken cancellation) =>
        new(new ListResourceTemplatesResult { ResourceTemplates = [.. Templates] });

    public async ValueTask<ReadResourceResult> ReadAsync(
        RequestContext<ReadResourceRequestParams> request, CancellationToken cancellation)
    {
        var uri = request.Params?.Uri ?? "";
        var text = await FindAsync(uri, cancellation) ?? throw new McpProtocolException(
            "There is no such resource. List the resources, or use blueprint_parse and audit_query.",
            McpErrorCode.ResourceNotFound);
        var type = uri.StartsWith("audit:", StringComparison.Ordinal) ? "application/json" : "application/yaml";
        return new ReadResourceResult
        {
            Contents = [new TextResourceContents { Uri = uri, MimeType = type, Text = text }],
        };
    }

    private async Task<string?> FindAsync(string uri, CancellationToken cancellation) => uri.Split('/') switch
    {
        ["policy:", "", "global"] => source.Policy(),
        ["blueprint:", "", var service] => source.Blueprint(service, version: null),
        ["blueprint:", "", var service, "history", var version] => source.Blueprint(service, version),
        ["audit:", "", "decisions", var id] => await source.DecisionAsync(id, cancellation),
        _ => null,
    };

    private static Resource Named(string uri, string name) =>
        new() { Uri = uri, Name = name, MimeType = "application/yaml" };

    private static ResourceTemplate Template(string uri, string name, string description, string type) =>
        new() { UriTemplate = uri, Name = name, Description = description, MimeType = type };
}
