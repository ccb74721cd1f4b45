using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SpecSkills.Cli.Guard;

/// <summary>The owner of a file. Linux only: .NET does not report it, and elsewhere the owner is unknown.</summary>
public static class FileOwner
{
    // struct statx { u32 mask, blksize; u64 attributes; u32 nlink, uid, gid; ... }, the same on every architecture.
    private const int Size = 256;
    private const int OwnerOffset = 20;
    private const int CurrentFolder = -100;
    private const uint OwnerAsked = 0x8;

    /// <summary>The user this process acts as; null where that is not known.</summary>
    public static uint? Own => OperatingSystem.IsLinux() ? EffectiveUser() : null;

    /// <summary>The file's user; null where that is not known.</summary>
    public static uint? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var answer = new byte[Size];
        return Statx(CurrentFolder, path, 0, OwnerAsked, answer) == 0
            ? BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(OwnerOffset)) : null;
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "statx", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint asked, [Out] byte[] answer);
}
