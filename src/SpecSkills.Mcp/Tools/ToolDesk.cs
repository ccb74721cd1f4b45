using System.Text.Json;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SpecSkills.Application.Ports;
using SpecSkills.Hosting;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Mcp.Tools;

/// <summary>
/// The one place every tool call passes: finds the tool, checks the arguments, runs it, bounds the answer. A name that
/// is not in the catalogue is refused here at call time, even when an earlier list had it.
/// </summary>
/// <param name="warnings">What the person should hear with every answer, one sentence each.</param>
internal sealed class ToolDesk(IReadOnlyList<SkillTool> tools, Func<IReadOnlyList<string>> warnings, ILogger logger)
{
    /// <summary>About 8,000 tokens: a model reads no more of one answer with profit. Clients cut at 25,000.</summary>
    public const int AnswerLimit = 32_000;

    private readonly Dictionary<string, SkillTool> byName = tools.ToDictionary(tool =>
        tool.Name, StringComparer.Ordinal);

    public ValueTask<ListToolsResult> ListAsync(
        RequestContext<ListToolsRequestParams> request, CancellationToken cancellation) =>
        new(new ListToolsResult { Tools = [.. tools.Select(ToolDefinition.Of)] });

    public async ValueTask<CallToolResult> CallAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellation)
    {
        var parameters = request.Params
            ?? throw new McpProtocolException("No tool was named.", McpErrorCode.InvalidParams);
        if (!byName.TryGetValue(parameters.Name, out var tool))
            throw new McpProtocolException(
                $"There is no such tool. Tools: {string.Join(", ", byName.Keys)}.", McpErrorCode.InvalidParams);
        var arguments = parameters.Arguments?.ToDictionary() ?? [];
        if (ArgumentCheck.Refusal(tool, arguments) is { } refusal) return Result(refusal);
        try
        {
            var answer = await tool.CallAsync(new ToolCall(arguments, Progress(request, cancellation)), cancellation);
            return Result(answer.WithWarnings(warnings()));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (ProblemException stopped)
        {
            return Result(ToolAnswer.Mistake(Text(stopped.Problem), stopped.Problem.Next ?? "Tell the person."));
        }
        catch (AuditUnavailableException unavailable)
        {
            logger.LogError(unavailable, "{Tool} could not write the record", tool.Name);
            return Result(ToolAnswer.Mistake(
                "The audit record cannot be written, and without a record nothing is changed.",
                "Tell the person: the server's error output says why."));
        }
#pragma warning disable CA1031 // The host's edge: details of an error go to our log, not into the model's text.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            logger.LogError(bug, "{Tool} failed", tool.Name);
            return Result(ToolAnswer.Mistake(
                $"{tool.Name} failed inside SpecSkills; the audit record shows every change.",
                "Look at audit_query for what was recorded, and ask the person to read the server's error output."));
        }
    }

    private static Func<double, string, Task> Progress(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellation)
    {
        if (request.Params?.ProgressToken is not { } token) return (_, _) => Task.CompletedTask;
        return (share, message) => request.Server.NotifyProgressAsync(
            token, new ProgressNotificationValue { Progress = (float)share, Total = 1, Message = message },
            cancellationToken: cancellation);
    }

    private static string Text(Problem problem) => string.Join(
        ' ', new[] { problem.Message, problem.Place, problem.Found }.Where(part => part is not null));

    private static CallToolResult Result(ToolAnswer answer)
    {
        var structured = JsonElement.Parse(answer.Fields.ToJsonString());
        var text = structured.GetRawText();
        if (text.Length > AnswerLimit)
        {
            answer = ToolAnswer.Mistake(
                $"The answer would have {text.Length} characters, more than the {AnswerLimit} this server sends.",
                "Ask for less: one service, a smaller limit, or the next page by its cursor.");
            structured = JsonElement.Parse(answer.Fields.ToJsonString());
            text = structured.GetRawText();
        }

        return new CallToolResult
        {
            IsError = answer.IsError,
            StructuredContent = structured,
            Content = [new TextContentBlock { Text = text }],
        };
    }
}
