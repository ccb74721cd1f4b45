namespace SpecSkills.Core.Governance.Assurance;

/// <summary>A way past the gate, and the outcome of trying it.</summary>
/// <param name="Name">One of <see cref="DoorNames"/>.</param>
/// <param name="State">What was found.</param>
/// <param name="Tried">What was tried, in words.</param>
/// <param name="Found">What came of it, in words; never a secret.</param>
public sealed record Door(string Name, DoorState State, string Tried, string Found);
