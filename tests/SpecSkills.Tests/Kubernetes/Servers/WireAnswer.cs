using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace SpecSkills.Tests.Kubernetes.Servers;

/// <summary>
/// What a test server does with a request: usually an answer, sometimes something no server should do.
/// </summary>
internal abstract record WireAnswer
{
    private WireAnswer()
    {
    }

    /// <summary>These bytes, and the end of the connection.</summary>
    public sealed record Bytes(byte[] Raw) : WireAnswer;

    /// <summary>These bytes, and then nothing, with the connection open.</summary>
    public sealed record Hang(byte[] Raw) : WireAnswer;

    /// <summary>These bytes, and then a byte repeated until the client leaves.</summary>
    public sealed record Endless(byte[] Raw) : WireAnswer;

    public static WireAnswer Json(int status, string body) => Text(status, "application/json", body);

    public static WireAnswer Json(JsonNode body, int status = 200) => Json(status, body.ToJsonString());

    public static WireAnswer Status(int status, string reason, string message, string details = "{}") => Json(status,
        $$"""
        {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",
        "message":{{JsonValue.Create(message).ToJsonString()}},"reason":"{{reason}}",
        "details":{{details}},"code":{{status}}}
        """);

    public static WireAnswer Text(
        int status, string contentType, string body, params (string Name, string Value)[] headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return new Bytes([.. Head(status, contentType, bytes.Length, headers), .. bytes]);
    }

    public static byte[] Head(
        int status, string contentType, long length, params (string Name, string Value)[] headers)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Answer\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Type: {contentType}\r\nContent-Length: {length}\r\n");
        foreach (var (name, value) in headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        return Encoding.ASCII.GetBytes(head.Append("Connection: close\r\n\r\n").ToString());
    }
}
