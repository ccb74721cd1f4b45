using SpecSkills.Application.Execution;

namespace SpecSkills.Application.Verification;

/// <summary>
/// For hosts that drive the agent's loop: its ticks advance every unfinished execution, so nothing runs beside them and
/// a simulated clock repeats a run exactly.
/// </summary>
public sealed class TickedVerification : IVerificationSchedule
{
    /// <inheritdoc/>
    public void Begin(string permitId)
    {
    }
}
