using System.Collections.Frozen;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace SpecSkills.Mcp.Protocol;

/// <summary>
/// What may come in at all. A method that is not listed is refused before any handler sees it, so that a feature of the
/// SDK nobody here thought about cannot become a way in.
/// </summary>
internal static class KnownMethods
{
    private static readonly FrozenSet<string> Requests = new[]
    {
        "initialize", "server/discover", "ping", "subscriptions/listen",
        "tools/list", "tools/call",
        "resources/list", "resources/templates/list", "resources/read",
        "prompts/list", "prompts/get",
        // The SDK offers it to clients of the older era whatever we say, and they use what is offered.
        "logging/setLevel",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static McpMessageFilter Filter => next => async (context, cancellation) =>
    {
        if (context.JsonRpcMessage is JsonRpcRequest request && !Requests.Contains(request.Method))
            throw new McpProtocolException(
                $"Method '{Bounded(request.Method)}' is not available here.", McpErrorCode.MethodNotFound);
        await next(context, cancellation);
    };

    private static string Bounded(string method) => method.Length <= 64 ? method : method[..64] + "...";
}
