using System.Runtime.InteropServices;

namespace SpecSkills.Hosting.Notifications;

/// <summary>
/// The home folder of this process's user by the system's own list of users. Not by HOME: the caller of a program
/// sets HOME and could choose where codes are sent.
/// </summary>
public static class PersonsHome
{
    // struct passwd { char *name; char *passwd; uid_t uid; gid_t gid; char *gecos; char *dir; ... } on Linux; macOS has
    // a time_t and a char * more before gecos.
    private const int LinuxFolderOffset = 32;
    private const int AppleFolderOffset = 48;

    /// <summary>The absolute path, or null where the system does not say.</summary>
    public static string? Find()
    {
        if (OperatingSystem.IsWindows()) return Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (!Environment.Is64BitProcess) return null;
        var entry = Entry(EffectiveUser());
        if (entry == IntPtr.Zero) return null;
        var folder = Marshal.ReadIntPtr(entry, OperatingSystem.IsMacOS() ? AppleFolderOffset : LinuxFolderOffset);
        return Marshal.PtrToStringUTF8(folder) is { Length: > 0 } path && Path.IsPathRooted(path) ? path : null;
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();

    [DllImport("libc", EntryPoint = "getpwuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr Entry(uint user);
}
