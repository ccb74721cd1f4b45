namespace SpecSkills.Core.Governance.Assurance;

/// <summary>One level of assurance.</summary>
/// <param name="Name"><c>L1</c>.</param>
/// <param name="Takes">What it takes, in words.</param>
/// <param name="Leaves">What the agent can still do there.</param>
/// <param name="Doors">Doors that must be shut beyond those of the level below.</param>
public sealed record AssuranceLevel(string Name, string Takes, string Leaves, IReadOnlyList<string> Doors);
