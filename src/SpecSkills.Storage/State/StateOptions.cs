namespace SpecSkills.Storage.State;

/// <summary>Bounds of the state database.</summary>
public sealed record StateOptions
{
    /// <summary>
    /// Every transaction takes milliseconds: a longer wait for the lock means that something is broken.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// 1 GiB of 4 KiB pages. What is kept is bounded; a larger file is a defect, and must not fill the disk.
    /// </summary>
    public int PageLimit { get; init; } = 262_144;
}
