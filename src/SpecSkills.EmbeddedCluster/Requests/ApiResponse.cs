using System.Text;

namespace SpecSkills.EmbeddedCluster.Requests;

/// <summary>What the machine answers: either a whole body or, for a watch, a subscription to stream from.</summary>
public sealed record ApiResponse(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// Header values besides Content-Type, e.g. Warning and Retry-After, in the order they are written.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Set for a watch: the events to stream after the headers. The body is then empty.</summary>
    public WatchSubscription? Watch { get; init; }

    /// <summary>A JSON answer from text already serialized.</summary>
    public static ApiResponse Json(int status, string json) =>
        new(status, MediaTypes.Json, Encoding.UTF8.GetBytes(json));

    /// <summary>A plain text answer, as the real server gives for health endpoints and unknown groups.</summary>
    public static ApiResponse Text(int status, string text) =>
        new(status, MediaTypes.Text, Encoding.UTF8.GetBytes(text));

    /// <summary>The same answer with one more header.</summary>
    public ApiResponse WithHeader(string name, string value) =>
        this with { Headers = [.. Headers, new KeyValuePair<string, string>(name, value)] };
}
