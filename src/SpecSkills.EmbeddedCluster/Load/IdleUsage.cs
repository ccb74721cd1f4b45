namespace SpecSkills.EmbeddedCluster.Load;

/// <summary>What a container uses that nobody has given any load.</summary>
internal static class IdleUsage
{
    public const double Millicores = 1;
    public const double MemoryBytes = 16L << 20;
}
