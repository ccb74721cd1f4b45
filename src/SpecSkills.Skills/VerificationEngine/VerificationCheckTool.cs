using SpecSkills.Application.Agent;
using SpecSkills.Application.Ports;
using SpecSkills.Application.Verification;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.VerificationEngine;

/// <summary>Waits for an execution for a while and reports its state.</summary>
public sealed class VerificationCheckTool(ToolBackend backend) : SkillTool
{
    /// <summary>
    /// Clients give up on a silent call after a minute; an unfinished answer with a handle comes before that.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    public override string Name => "verification_check";

    public override string Title => "Verify an operation";

    public override string Description =>
        "Whether an executed operation reached the blueprint's targets, each before and after; may roll it back if " +
        "it made things worse. Waits up to 45 s with progress, then answers the stage: call again. Needs the " +
        "operation_id.";

    public override ToolEffect Effect => ToolEffect.Destructive;

    public override IReadOnlyList<ToolArgument> Arguments { get; } = [Kit.Arguments.OperationId];

    public override string ResultProperties =>
        """
        "operation_id":{"type":"string"},"result":{"type":"string"},"wait_time":{"type":"string"},
        "post_operation_state":{"type":"object"},"targets_met":{"type":"boolean"},"checks":{"type":"array"},
        "rationale":{"type":"string"},"rollback":{"anyOf":[{"type":"object"},{"type":"null"}]},
        "stage":{"type":"string"},"outcome":{"type":"string"}
        """;

    public override async Task<ToolAnswer> CallAsync(ToolCall call, CancellationToken cancellation)
    {
        var skills = await backend.SkillsAsync(cancellation);
        var id = call.RequiredText("operation_id");
        if (skills.Services.Journal.Find(id) is null) return VerificationAnswers.Unknown;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var verified = skills.Verify.ExecuteAsync(id, patience.Token);
        var waited = TimeSpan.Zero;
        while (await Task.WhenAny(verified, Task.Delay(ProgressInterval, cancellation)) != verified)
        {
            waited += ProgressInterval;
            await call.ReportProgress(waited / Patience, "watching the rollout and the targets");
        }

        return await Answer(skills, id, verified, cancellation);
    }

    private static async Task<ToolAnswer> Answer(
        SkillSet skills, string id, Task<AdvanceResult> verified, CancellationToken cancellation)
    {
        try
        {
            return VerificationAnswers.Of(id, await verified);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return skills.Services.Journal.Find(id) is { Stage: not OperationStage.Closed } entry
                ? VerificationAnswers.Waiting(id, entry, "the targets are still being watched")
                : VerificationAnswers.Of(id, await skills.Verify.ExecuteAsync(id, cancellation));
        }
    }
}
