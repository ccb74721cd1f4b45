using Microsoft.Extensions.Logging;
using SpecSkills.Mcp.Protocol;
using SpecSkills.Mcp.Tools;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Mcp;

/// <summary>The MCP server over standard input and output.</summary>
public static class McpProgram
{
    /// <summary>Answers until the input ends. Everything but the protocol goes to <paramref name="loggers"/>.</summary>
    /// <param name="backend">What the tools need; disposed by the caller.</param>
    /// <param name="input">Standard input, or a pipe.</param>
    /// <param name="output">Standard output, or a pipe: the protocol alone.</param>
    /// <param name="loggers">Where logs go: never standard output.</param>
    /// <param name="cancellation">Ends the server.</param>
    public static Task RunAsync(
        ToolBackend backend, Stream input, Stream output, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var desk = new ToolDesk(
            ToolCatalog.Of(backend), () => backend.Blueprints.Read().Standing.Notices,
            loggers.CreateLogger("SpecSkills.Mcp"));
        var resources = new ResourceShelf(new WorkspaceResources(backend));
        return McpStdioServer.RunAsync(input, output, desk, resources, loggers, cancellation);
    }
}
