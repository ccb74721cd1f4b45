using System.Text.Json;
using System.Text.Json.Serialization;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Hosting.Clusters;

/// <summary>What a running embedded cluster says of itself.</summary>
/// <param name="Server">Base address of its API, <c>http://127.0.0.1:41234</c>.</param>
/// <param name="Prometheus">Base address of its metrics' query API.</param>
public sealed record EmbeddedClusterInfo(
    [property: JsonPropertyName("pid")] int ProcessId,
    [property: JsonPropertyName("server")] string Server,
    [property: JsonPropertyName("prometheus")] string Prometheus,
    [property: JsonPropertyName("started_at")] DateTimeOffset StartedAt)
{
    /// <summary>
    /// What the file says, or null when there is none that can be read. It says what was once true: whether the process
    /// lives is known from the lock alone.
    /// </summary>
    public static EmbeddedClusterInfo? Read(EmbeddedClusterFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        try
        {
            return JsonSerializer.Deserialize(
                File.ReadAllText(files.Info), EmbeddedClusterInfoJson.Default.EmbeddedClusterInfo);
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes it, whole or not at all.</summary>
    public void Write(EmbeddedClusterFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        PrivateFolder.WriteFile(
            files.Info, JsonSerializer.Serialize(this, EmbeddedClusterInfoJson.Default.EmbeddedClusterInfo));
    }
}

/// <summary>How it is written, made by the compiler: native code has no reflection to find it out by.</summary>
[JsonSerializable(typeof(EmbeddedClusterInfo))]
internal sealed partial class EmbeddedClusterInfoJson : JsonSerializerContext;
