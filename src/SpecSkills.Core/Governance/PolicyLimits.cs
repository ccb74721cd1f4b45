using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Governance;

/// <summary>Bounds over all services, which no list and no blueprint lifts; null is no bound.</summary>
/// <param name="OperationsPerHour">Autonomous operations in any hour, over all services.</param>
/// <param name="ServicesAtOnce">Services with a change under way at the same time.</param>
/// <param name="BreakerThreshold">Consecutive failed operations that open a service's breaker.</param>
/// <param name="MaxReplicas">No service gets more.</param>
/// <param name="MaxCpu">No container requests or is limited to more.</param>
/// <param name="MaxMemory">No container requests or is limited to more.</param>
public sealed record PolicyLimits(
    int? OperationsPerHour,
    int? ServicesAtOnce,
    int BreakerThreshold,
    int? MaxReplicas,
    CpuQuantity? MaxCpu,
    ByteQuantity? MaxMemory)
{
    /// <summary>
    /// The default for a policy file without limits: a change every two minutes, one service at a time, three failures.
    /// </summary>
    public static readonly PolicyLimits Default = new(30, 1, 3, null, null, null);
}
