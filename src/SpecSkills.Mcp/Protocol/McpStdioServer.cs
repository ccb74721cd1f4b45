using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SpecSkills.Mcp.Tools;

namespace SpecSkills.Mcp.Protocol;

/// <summary>
/// The server over a pair of streams. No generic host: start-up is what a person waits for, and everything it would
/// bring is a handful of lines here.
/// </summary>
internal static class McpStdioServer
{
    /// <summary>Time limit for the first message on a slow machine.</summary>
    private static readonly TimeSpan FirstMessage = TimeSpan.FromSeconds(10);

    /// <summary>Time limit after it for the other messages that were read before the input ended.</summary>
    private static readonly TimeSpan LastMessages = TimeSpan.FromMilliseconds(250);

    /// <summary>Time limit for each answer: a caller that pipes requests in closes the pipe at once.</summary>
    private static readonly TimeSpan LastAnswers = TimeSpan.FromMinutes(1);

    /// <summary>Runs until the input ends or <paramref name="cancellation"/> is raised.</summary>
    public static async Task RunAsync(
        Stream input, Stream output, ToolDesk tools, ResourceShelf resources,
        ILoggerFactory loggers, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var open = new OpenRequests();
        var options = Options(tools, resources, open);
        await using var transport = new StreamServerTransport(
            new EndOfInputStream(input, isEmpty => EndAsync(isEmpty ? null : open, stop)), output,
            options.ServerInfo!.Name, loggers);
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

    /// <param name="open">Null when nothing was read at all.</param>
    private static async Task EndAsync(OpenRequests? open, CancellationTokenSource stop)
    {
        const ConfigureAwaitOptions Quietly = ConfigureAwaitOptions.SuppressThrowing;
        if (open is not null)
        {
            await open.Begun.WaitAsync(FirstMessage, stop.Token).ConfigureAwait(Quietly);
            await Task.Delay(LastMessages, stop.Token).ConfigureAwait(Quietly);
            await open.AnsweredAsync().WaitAsync(LastAnswers, stop.Token).ConfigureAwait(Quietly);
        }

        await stop.CancelAsync();
    }

    private static McpServerOptions Options(ToolDesk tools, ResourceShelf resources, OpenRequests open)
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
        options.Filters.Message.IncomingFilters.Add(open.Filter);
        options.Filters.Message.IncomingFilters.Add(KnownMethods.Filter);
        return options;
    }
}
