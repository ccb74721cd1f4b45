namespace SpecSkills.Core.Governance;

/// <summary>One thing an operation does, by the name the authority lists use.</summary>
/// <param name="Name">Operation name; for resource changes the name with the N that the matching list entry asks
/// about.</param>
/// <param name="Describe">
/// Makes <see cref="Detail"/>: of the many effects that a verdict and its alternatives look at, one is put into words.
/// </param>
public sealed record Effect(string Name, Func<string> Describe)
{
    /// <summary>A field that no class of effects covers; no list can name it, so a person decides.</summary>
    public const string UnclassifiedName = "unclassified_field";

    /// <summary>What changes, for the explanation: <c>replicas 2 -> 9, outside 2..5</c>.</summary>
    public string Detail => Describe();

    /// <summary>
    /// The measured change when the effect is one of resources; entries with a percentage are compared with it.
    /// </summary>
    public ResourceShift? Resources { get; init; }
}
