using SpecSkills.Core.Decisions;

namespace SpecSkills.Core.Governance;

/// <summary>The policy decision point's answer on one operation, with the rule that gave it.</summary>
/// <param name="Status">Allowed, requires approval, or blocked.</param>
/// <param name="Operation">Name of the strictest effect, <c>scale_within_limits</c>.</param>
/// <param name="Effects">Every effect's name, strictest first.</param>
/// <param name="OperationId">Digest of the operation judged.</param>
/// <param name="Rule">
/// Path of the list entry (<c>spec.governance.agent_authority.allowed_operations[0]</c>,
/// <c>policy.agent_authority...</c>) or one of the words of the contract (<c>unlisted</c>, <c>breaker</c>,
/// <c>freeze</c>, <c>stale_observation</c>, ...).
/// </param>
/// <param name="Explanation">Sentences for a person.</param>
/// <param name="Alternative">The nearest compliant operation, when there is one.</param>
/// <param name="RetryAt">When a block that passes by itself ends.</param>
public sealed record Verdict(
    VerdictStatus Status,
    string Operation,
    IReadOnlyList<string> Effects,
    string OperationId,
    string Rule,
    string Explanation,
    AlternativeOperation? Alternative,
    DateTimeOffset? RetryAt = null);

/// <summary>What would be allowed instead.</summary>
public sealed record AlternativeOperation(OperationParameters Parameters, string Why);
