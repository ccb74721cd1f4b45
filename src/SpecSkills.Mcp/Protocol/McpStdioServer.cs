using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SpecSkills.Mcp.Tools;

namespace SpecSkills.Mcp.Protocol;

/// <summary>
/// The server over a pair of streams. No generic host: start-up is what a person waits for, and everything it would
/// bring
/// is a handful of lines here.
/// </summary>
internal static class McpStdioServer
{
    /// <summary>What was read before the input ended may still be answered this long.</summary>
    private static readonly TimeSpan LastAnswers = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs until the input ends or <paramref name="cancellation"/> is raised.</summary>
    public static async Task RunAsync(
        Stream input, Stream output, ToolDesk tools, ResourceShelf resources,
        ILoggerFactory loggers, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var options = Options(tools, resources);
        await using var transport = new StreamServerTransport(
            new EndOfInputStream(input, () => stop.CancelAfter(LastAnswers)), output, options.ServerInfo!.Name,
            loggers);
        await using var server = McpServer.Create(transport, options, loggers);
        try
        {
            await server.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client closed our input, or the person stopped us: that is how a stdio server ends.
        }
    }

    private static McpServerOptions Options(ToolDesk tools, ResourceShelf resources)
    {
        var options = new McpServerOptions
        {
            ServerInfo = new Implementation
            {
                Name = "specskills",
                Title = "SpecSkills",
                Version = typeof(McpStdioServer).Assembly.GetName().Version?.ToString(3) ?? "0.0.0",
            },
            ServerInstructions = ServerInstructions.Text,
            Capabilities = new ServerCapabilities
            {
                Tools = new ToolsCapability(),
                Resources = new ResourcesCapability(),
                Prompts = new PromptsCapability(),
            },
            Handlers = new McpServerHandlers
            {
                ListToolsHandler = tools.ListAsync,
                CallToolHandler = tools.CallAsync,
                ListResourcesHandler = resources.ListAsync,
                ListResourceTemplatesHandler = ResourceShelf.TemplatesAsync,
                ReadResourceHandler = resources.ReadAsync,
                ListPromptsHandler = PromptShelf.ListAsync,
                GetPromptHandler = PromptShelf.GetAsync,
            },
        };
        options.Filters.Message.IncomingFilters.Add(KnownMethods.Filter);
        return options;
    }
}
