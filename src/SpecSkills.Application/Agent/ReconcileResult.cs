using SpecSkills.Application.Decisions;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Agent;

/// <summary>How far one pass over a service came; what was not reached is null.</summary>
/// <param name="Unfinished">An earlier operation that was advanced instead of deciding anew.</param>
/// <param name="Preview">Of a dry run: the verdict governance would give.</param>
public sealed record ReconcileResult(
    string Service,
    AdvanceResult? Unfinished,
    DecideResult? Decided,
    GovernResult? Governed,
    ApplyResult? Applied,
    Verdict? Preview);
