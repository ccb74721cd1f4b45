using System.Text;

namespace SpecSkills.Kubernetes.Configuration;

/// <summary>
/// A field that comes in two ways: <c>name</c> with a file's path, and <c>name-data</c> with its base64. As in kubectl,
/// the data win where both stand.
/// </summary>
internal static class EmbeddedFile
{
    /// <summary>The text; null when neither is there or after reporting a problem.</summary>
    public static string? Text(KubeconfigNode node, string key)
    {
        if (node.Text(key + "-data") is { } data)
        {
            var bytes = new byte[data.Length];
            if (data.Length <= SecretFile.MaximumBytes && Convert.TryFromBase64String(data, bytes, out var length))
                return Encoding.UTF8.GetString(bytes, 0, length);
            node.Report(key + "-data", "text that is not base64", "the base64 of a PEM file on one line",
                "fetch the credentials anew");
            return null;
        }

        if (node.Text(key) is not { } path) return null;
        if (SecretFile.Read(Beside(node.File, path)) is { } content) return Encoding.UTF8.GetString(content);
        node.Report(key, $"'{SafeText.Of(path, 200)}', which cannot be read", "a readable PEM file of at most 1 MiB",
            "check the path and its permissions");
        return null;
    }

    /// <summary>Relative paths are relative to the kubeconfig they stand in.</summary>
    public static string Beside(string file, string path) => Path.IsPathRooted(path)
        ? path
        : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file)) ?? "", path);
}
