using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace SpecSkills.Mcp.Protocol;

/// <summary>Three ready-made requests a person can pick in their client.</summary>
internal static class PromptShelf
{
    private static readonly IReadOnlyList<ReadyPrompt> Prompts =
    [
        new("scale_service", "Scale a service by its blueprint",
            [("service", "Service name, for example todo-frontend", true),
                ("replicas", "Wanted replicas; leave out to let the blueprint decide", false)],
            values => values.TryGetValue("replicas", out var replicas)
                ? $"""Scale {values["service"]} to {replicas} replicas: call decision_propose with kind "scale", """ +
                    "then governance_check. Apply only with the permit it gives, then verify. If a person must " +
                    "approve, say how and stop."
                : $"Bring {values["service"]} to what its blueprint calls for now: decision_evaluate, " +
                    "governance_check, execution_apply with the permit, verification_check. Explain with the " +
                    "blueprint's lines."),
        new("explain_decision", "Explain a decision",
            [("decision_id", "Id of the decision", true)],
            values => $"Explain decision {values["decision_id"]}: read " +
                $"audit://decisions/{values["decision_id"]} " +
                "and say what was seen, which blueprint lines led to it, what governance answered and what came of " +
                "it."),
        new("review_audit", "Review what was done",
            [("since", "RFC 3339 time or a duration such as 24h", false)],
            values => "Review the audit record" +
                (values.TryGetValue("since", out var since) ? $" since {since}" : "") +
                ": use audit_query, list what was changed, what was blocked, what waits for a person, what was " +
                "rolled back, and anything that does not look right."),
    ];

    public static ValueTask<ListPromptsResult> ListAsync(
        RequestContext<ListPromptsRequestParams> request, CancellationToken cancellation) =>
        new(new ListPromptsResult { Prompts = [.. Prompts.Select(prompt => prompt.ToProtocol())] });

    public static ValueTask<GetPromptResult> GetAsync(
        RequestContext<GetPromptRequestParams> request, CancellationToken cancellation)
    {
        var prompt = Prompts.FirstOrDefault(candidate => candidate.Name == request.Params?.Name)
            ?? throw new McpProtocolException(
                $"There is no such prompt. Prompts: {string.Join(", ", Prompts.Select(known => known.Name))}.",
                McpErrorCode.InvalidParams);
        return new(new GetPromptResult { Messages = [prompt.Message(request.Params?.Arguments)] });
    }
}
