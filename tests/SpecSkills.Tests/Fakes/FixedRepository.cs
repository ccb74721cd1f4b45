using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;

namespace SpecSkills.Tests.Fakes;

/// <summary>Blueprints and policy as a test sets them.</summary>
public sealed class FixedRepository(Blueprint blueprint, GovernancePolicy? policy) : IBlueprintRepository
{
    public Blueprint Blueprint { get; set; } = blueprint;

    public GovernancePolicy? Policy { get; set; } = policy;

    public RepositorySnapshot Read() => new(
        [new ServiceBlueprint(
            Blueprint.Metadata.Name, "frontend", "blueprints/frontend/blueprint.yaml", Blueprint, [])], Policy, []);
}
