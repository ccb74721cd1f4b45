using System.Text;

namespace SpecSkills.Kubernetes.Configuration;

/// <summary>Reads the files a kubeconfig names: small, whole, and failing as null.</summary>
internal static class SecretFile
{
    /// <summary>Bundles of authorities are the largest of them; the machine's own is a quarter of this.</summary>
    public const int MaximumBytes = 1024 * 1024;

    /// <summary>HTTP servers refuse longer headers than this anyway.</summary>
    public const int MaximumTokenLength = 48 * 1024;

    /// <summary>The bytes, or null when there is no such file, it cannot be read or is too large.</summary>
    public static byte[]? Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[MaximumBytes + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length > MaximumBytes ? null : buffer[..length];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The one token of a file, or null.</summary>
    public static SecretText? ReadToken(string path) =>
        Read(path) is { } bytes && Encoding.UTF8.GetString(bytes).Trim() is var text && IsToken(text)
            ? new SecretText(text)
            : null;

    /// <summary>What may stand in a header: visible ASCII. A line break in a token would be another header.</summary>
    public static bool IsToken(string text) =>
        text.Length is > 0 and <= MaximumTokenLength && text.All(c => c is > ' ' and < '\x7f');
}
