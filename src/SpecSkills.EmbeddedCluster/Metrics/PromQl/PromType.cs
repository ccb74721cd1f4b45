namespace SpecSkills.EmbeddedCluster.Metrics.PromQl;

/// <summary>The type of an expression.</summary>
internal enum PromType
{
    Scalar,
    Vector,
    Matrix,
}
