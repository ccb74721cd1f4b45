using System.Runtime.InteropServices;

namespace SpecSkills.Cli.Guard;

/// <summary>Tries to open files as an attacking program would, and leaves them unchanged.</summary>
public static class FileTrial
{
    /// <summary>The mode of access(2) that asks for write permission.</summary>
    private const int Write = 2;

    /// <summary>EROFS, the same number on Linux and macOS.</summary>
    private const int ReadOnlyMount = 30;

    /// <summary>ETXTBSY, the same number on Linux and macOS.</summary>
    private const int RunningProgram = 26;

    /// <summary>True when the file opens for reading and gives a byte, or the folder lists.</summary>
    public static bool Reads(string path)
    {
        try
        {
            if (Directory.Exists(path)) return Directory.EnumerateFileSystemEntries(path).Any();
            if (HasNoLength(path)) return false;
            using var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return file.ReadByte() >= 0;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// True when the file opens for writing, or could be created or replaced in its folder. Nothing is written: opening
    /// alone changes neither content nor time.
    /// </summary>
    public static bool Writes(string path)
    {
        try
        {
            if (HasNoLength(path) && !OperatingSystem.IsWindows())
            {
                if (Access(path, Write) == 0) return true;
                if (Marshal.GetLastPInvokeError() == ReadOnlyMount) return false;
            }
            else if (File.Exists(path))
            {
                using var file = new FileStream(
                    path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                return true;
            }
        }
        catch (UnauthorizedAccessException)
        {
            // It belongs to another user; in a folder of this user it can still be replaced.
        }
        catch (IOException busy) when (busy.HResult == RunningProgram)
        {
            // A program that runs opens for no writer; in a folder of this user it can still be replaced.
        }
        catch (IOException)
        {
            return false; // A sandbox mounts files read-only: such a file cannot be replaced either.
        }

        return WritesFolder(path);
    }

    /// <summary>True for an empty file and for a pipe. Opening a pipe waits for its other end.</summary>
    private static bool HasNoLength(string path) => new FileInfo(path) is { Exists: true, Length: 0 };

    /// <summary>True when the nearest existing folder may be written.</summary>
    public static bool WritesFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return true;
        for (var folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Directory.Exists(folder)) return Access(folder, Write) == 0;
        return false;
    }

    [DllImport("libc", EntryPoint = "access", BestFitMapping = false, ThrowOnUnmappableChar = true,
        SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
