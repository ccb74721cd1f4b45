using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace SpecSkills.Mcp.Protocol;

/// <summary>
/// The requests that wait for an answer. A request to listen does not count: it stays open until the client closes it.
/// </summary>
internal sealed class OpenRequests
{
    private const string Listening = "subscriptions/listen";

    private readonly Lock turn = new();
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource answered = new();
    private int open;

    /// <summary>Completes with the first message of any kind that is taken up.</summary>
    public Task Begun => begun.Task;

    /// <summary>Counts a request for as long as it is being answered.</summary>
    public McpMessageFilter Filter => next => async (context, cancellation) =>
    {
        begun.TrySetResult();
        if (context.JsonRpcMessage is not JsonRpcRequest { Method: not Listening })
        {
            await next(context, cancellation);
            return;
        }

        Count(1);
        try
        {
            await next(context, cancellation);
        }
        finally
        {
            Count(-1);
        }
    };

    /// <summary>Completes when nothing waits for an answer.</summary>
    public Task AnsweredAsync()
    {
        lock (turn) return open == 0 ? Task.CompletedTask : answered.Task;
    }

    private void Count(int more)
    {
        lock (turn)
        {
            if (open == 0) answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
            open += more;
            if (open == 0) answered.SetResult();
        }
    }
}
