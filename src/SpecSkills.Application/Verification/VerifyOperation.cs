using SpecSkills.Application.Ports;

namespace SpecSkills.Application.Verification;

/// <summary>
/// Stays with an execution until it is closed. Verification goes on without this call.
/// </summary>
public sealed class VerifyOperation(PipelineServices services, AdvanceOperation advance)
{
    /// <summary>Steps until the execution is closed, or the caller stops waiting.</summary>
    /// <param name="id">A permit or operation id.</param>
    public async Task<AdvanceResult> ExecuteAsync(string id, CancellationToken cancellation)
    {
        while (true)
        {
            var step = await advance.StepAsync(id, cancellation);
            if (step is not AdvanceResult.Waiting waiting) return step;
            var wait = waiting.Until - services.Now;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, services.Time, cancellation);
        }
    }
}
