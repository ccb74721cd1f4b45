using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Observations;

namespace SpecSkills.Core.Decisions.Resources;

/// <summary>The container a blueprint's resources speak of: the one it names, else the only or first one.</summary>
internal static class GovernedContainer
{
    public static ContainerReading? Of(DecisionInput input) => Of(input.Blueprint, input.Observation);

    public static ContainerReading? Of(Blueprint blueprint, Observation observation)
    {
        var wanted = blueprint.Target.Container;
        foreach (var container in observation.Containers)
            if (wanted is null || container.Name == wanted)
                return container;
        return null;
    }
}
