namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>The usage of a container without load.</summary>
internal static class IdleUsage
{
    public const double Millicores = 1;
    public const double MemoryBytes = 16L << 20;
}
