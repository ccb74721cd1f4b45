using System.Text.Json.Nodes;
using SpecSkills.Application.Agent;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Skills.DecisionEngine;
using SpecSkills.Skills.ExecutionEngine;
using SpecSkills.Skills.GovernanceEnforcer;
using SpecSkills.Skills.Kit;
using SpecSkills.Skills.VerificationEngine;

namespace SpecSkills.Mcp.Tools;

/// <summary>The whole pipeline for one service, one pass.</summary>
internal sealed class ReconcileServiceTool(ToolBackend backend) : SkillTool
{
    public override string Name => "reconcile_service";

    public override string Title => "Bring a service to its blueprint";

    public override string Description =>
        "One pass of the whole pipeline for a service: observe, decide, ask governance, execute what is allowed; an " +
        "unfinished operation is brought on first. dry_run decides and shows the verdict only. Use when the wish is " +
        "'do what the blueprint says'.";

    public override ToolEffect Effect => ToolEffect.Destructive;

    public override IReadOnlyList<ToolArgument> Arguments { get; } =
    [
        Skills.Kit.Arguments.Service,
        new("dry_run", "boolean", false, "Decide and show the verdict; change nothing"),
    ];

    public override string ResultProperties =>
        """
        "decision":{"type":"object"},"governance":{"type":"object"},"execution":{"type":"object"},
        "unfinished":{"type":"object"}
        """;

    public override async Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellation)
    {
        var skills = await backend.SkillsAsync(cancellation);
        return Answer(await skills.Reconcile.ExecuteAsync(
            call.RequiredText("service"), Principal.AgentMcp, call.Flag("dry_run"), cancellation));
    }

    // The last step reached speaks for the whole; the steps before it are kept beside it.
    private static ToolAnswer Answer(ReconcileResult result)
    {
        var fields = new JsonObject();
        ToolAnswer? last = null;
        Keep("unfinished", result.Unfinished is { } step ? VerificationAnswers.Of(IdOf(step), step) : null);
        Keep("decision", result.Decided is { } decided ? ServiceAnswers.Of(decided) : null);
        Keep("governance", result.Preview is { } preview
            ? ToolAnswer.Of(
                preview.Explanation, "A dry run: nothing was issued or opened.", VerdictWriter.Write(preview))
            : result.Governed is { } governed ? GovernanceAnswers.Of(governed) : null);
        Keep("execution", result.Applied is { } applied ? ExecutionAnswers.Of(applied) : null);
        return new ToolAnswer(
            ToolAnswer.Of(Text(last, "summary"), Text(last, "next_step"), fields).Fields, last?.IsError ?? false);

        void Keep(string name, ToolAnswer? answer)
        {
            if (answer is null) return;
            fields[name] = answer.Fields;
            last = answer;
        }
    }

    private static string IdOf(Application.Verification.AdvanceResult step) => step switch
    {
        Application.Verification.AdvanceResult.Closed closed => closed.Entry.Operation.Id,
        Application.Verification.AdvanceResult.Waiting waiting => waiting.Entry.Operation.Id,
        _ => "",
    };

    private static string Text(ToolAnswer? answer, string key) =>
        answer?.Fields[key]?.GetValue<string>() ?? "Nothing to do.";
}
