using SpecSkills.Core.Blueprints;

namespace SpecSkills.Storage.Files;

/// <summary>Reads small files whole, and nothing else: the size is bounded while reading, not only before it.</summary>
public static class BoundedFile
{
    /// <summary>The bytes, or a finding that says why there are none.</summary>
    public static BoundedFileContent Read(string path, int limit)
    {
        try
        {
            using var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return Read(file, limit);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refused(DiagnosticCodes.FileUnreadable, "the file does not exist",
                "Check the name; it may just have been moved.");
        }
        catch (UnauthorizedAccessException)
        {
            return Directory.Exists(path)
                ? Refused(DiagnosticCodes.FileUnreadable, "this is a folder, not a file", "Name the file inside it.")
                : Refused(DiagnosticCodes.FileUnreadable, "the file may not be read", "Check its permissions.");
        }
        catch (Exception error) when (error is IOException or NotSupportedException or ArgumentException)
        {
            return Refused(DiagnosticCodes.FileUnreadable, $"the file cannot be read ({error.GetType().Name})",
                "Check the name and the disk.");
        }
    }

    /// <summary>
    /// The same for a file that lies in a folder others write to. A pipe or a device has no length and is taken for
    /// empty: opening a pipe waits for a writer, which may never come.
    /// </summary>
    public static BoundedFileContent ReadStored(string path, int limit) =>
        new FileInfo(path) is { Exists: true, Length: 0 } ? new BoundedFileContent([], null) : Read(path, limit);

    /// <summary>The bytes of a stream that may be endless.</summary>
    public static BoundedFileContent Read(Stream stream, int limit)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new byte[Math.Min(limit, 16 * 1024) + 1];
        var length = 0;
        while (true)
        {
            var count = stream.Read(buffer, length, buffer.Length - length);
            if (count == 0) return new BoundedFileContent(buffer[..length], null);
            length += count;
            if (length > limit)
                return Refused(DiagnosticCodes.FileTooLarge, $"the file is over {limit} bytes, and no more are read",
                    "A blueprint is a few kilobytes: is this the right file?");
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 4, limit + 1));
        }
    }

    private static BoundedFileContent Refused(string code, string message, string help) =>
        new(null, new Diagnostic(code, DiagnosticSeverity.Error, message, 0, 0, "", help));
}
