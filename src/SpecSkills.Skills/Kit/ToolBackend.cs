using SpecSkills.Application.Agent;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Governance.Assurance;

namespace SpecSkills.Skills.Kit;

/// <summary>
/// What the tools need. The protocol answers before any of it exists: blueprints are read when first asked for, and
/// the cluster is connected when a tool first needs it.
/// </summary>
/// <param name="blueprints">The repository's own blueprints.</param>
/// <param name="history">Their earlier versions and texts.</param>
/// <param name="connect">Connects to the cluster and settles what an earlier process left; a failure is tried
/// again.</param>
public sealed class ToolBackend(
    IBlueprintRepository blueprints, IBlueprintHistory history, Func<CancellationToken, Task<SkillSet>> connect)
    : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private SkillSet? skills;

    /// <summary>Blueprints and policy, read afresh at every call.</summary>
    public IBlueprintRepository Blueprints => blueprints;

    /// <summary>The level of assurance in force.</summary>
    public Func<AssuranceStanding> Assurance { get; init; } = () => AssuranceStanding.Untried;

    /// <summary>Earlier versions.</summary>
    public IBlueprintHistory History => history;

    /// <summary>The use cases, connected once.</summary>
    public async Task<SkillSet> SkillsAsync(CancellationToken cancellation)
    {
        if (skills is not null) return skills;
        await turn.WaitAsync(cancellation);
        try
        {
            return skills ??= await connect(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (skills is not null) await skills.DisposeAsync();
        turn.Dispose();
    }
}
