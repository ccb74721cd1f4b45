using System.Runtime.InteropServices;

namespace SpecSkills.Storage.Files;

/// <summary>
/// Replaces a file completely or not at all: written beside it, flushed to the disk, renamed over it. A reader, a crash
/// and a full disk see the old text or the new one, never a part.
/// </summary>
public static class AtomicFile
{
    private const string Beside = ".new";

    /// <summary>Writes the file; what fails leaves the old one and nothing beside it.</summary>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        // A link is followed: renaming over it would put a copy in its place.
        var target = RealPath.Of(path) ?? path;
        var beside = $"{target}.{Environment.ProcessId}{Beside}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
            using (var file = new FileStream(beside, options))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            File.Move(beside, target, overwrite: true);
        }
        catch (Exception error)
        {
            File.Delete(beside);
            // .NET's word for a file that may not grow (a process limit, a file system's own); to a caller it is full.
            if (error is ArgumentOutOfRangeException)
                throw new IOException("The file may not grow as large as it has to be.", error);
            throw;
        }

        FlushFolder(Path.GetDirectoryName(target)!);
    }

    // The rename is an entry of the folder, and .NET opens no folders.
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, 0);
        if (handle < 0) return; // The file is complete either way; only a power cut could bring the old one back.
        _ = Flush(handle);
        _ = Close(handle);
    }

    [DllImport("libc", EntryPoint = "open", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
