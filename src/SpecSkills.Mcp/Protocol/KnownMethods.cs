using System.Collections.Frozen;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace SpecSkills.Mcp.Protocol;

/// <summary>
/// The methods that clients may call. Other methods are refused before a handler sees them, so that an unreviewed
/// feature of the SDK cannot be used.
/// </summary>
internal static class KnownMethods
{
    private static readonly FrozenSet<string> Requests = new[]
    {
        "initialize", "server/discover", "ping", "subscriptions/listen",
        "tools/list", "tools/call",
        "resources/list", "resources/templates/list", "resources/read",
        "prompts/list", "prompts/get",
        // The SDK always offers it to clients of the older protocol, and they use it.
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
