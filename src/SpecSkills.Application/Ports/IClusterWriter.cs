using SpecSkills.Core.Execution;

namespace SpecSkills.Application.Ports;

/// <summary>
/// The write side of a cluster. It takes what the gate admitted and nothing else; only the gate calls it (a banned
/// symbol everywhere else).
/// </summary>
public interface IClusterWriter
{
    /// <summary>
    /// Sends the plan once, under its resourceVersion precondition, and says what was answered. Never retries: reading
    /// the object again after a <see cref="ReceiptStatus.Conflict"/> is the gate's business.
    /// </summary>
    Task<Receipt> ExecuteAsync(AdmittedPlan plan, CancellationToken cancellation);
}
