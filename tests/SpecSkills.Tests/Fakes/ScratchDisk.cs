namespace SpecSkills.Tests.Fakes;

/// <summary>
/// Where tests write: in memory where there is such a disk. The programs flush as they do everywhere, which a test
/// needs to exercise and no test needs to wait for.
/// </summary>
internal static class ScratchDisk
{
    private const string Memory = "/dev/shm";

    /// <summary>Several times what all tests hold at once; containers often have 64 MiB.</summary>
    private const long SpaceNeededBytes = 48L * 1024 * 1024;

    private static readonly bool HasMemory =
        Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= SpaceNeededBytes && IsWritable();

    /// <summary>A new folder, which the caller deletes.</summary>
    public static string NewFolder() => HasMemory ? Make() : Directory.CreateTempSubdirectory("specskills-").FullName;

    private static string Make() =>
        Directory.CreateDirectory(Path.Combine(Memory, $"specskills-{Path.GetRandomFileName()}")).FullName;

    private static bool IsWritable()
    {
        try
        {
            Directory.Delete(Make());
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
