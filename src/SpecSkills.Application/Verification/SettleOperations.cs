using SpecSkills.Application.Execution;
using SpecSkills.Application.Ports;

namespace SpecSkills.Application.Verification;

/// <summary>
/// What a starting process does first: everything unfinished is taken one step on. What another process has in hand,
/// and what waits for its window, stays and blocks its service until a later step.
/// </summary>
public sealed class SettleOperations(
    PipelineServices services, AdvanceOperation advance, IVerificationSchedule schedule)
{
    /// <summary>Settles, and hands what is not over to verification.</summary>
    public async Task<IReadOnlyList<AdvanceResult>> ExecuteAsync(CancellationToken cancellation)
    {
        var results = new List<AdvanceResult>();
        foreach (var entry in services.Journal.Unfinished())
        {
            var result = await advance.StepAsync(entry.PermitId, cancellation);
            if (result is AdvanceResult.Waiting) schedule.Begin(entry.PermitId);
            results.Add(result);
        }

        return results;
    }
}
