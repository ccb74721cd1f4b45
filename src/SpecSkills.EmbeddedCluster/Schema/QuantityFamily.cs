namespace SpecSkills.EmbeddedCluster.Schema;

/// <summary>The three ways of writing a quantity's scale: <c>500m</c>, <c>64Mi</c>, <c>1e9</c>.</summary>
internal enum QuantityFamily
{
    DecimalSi,
    BinarySi,
    DecimalExponent,
}
