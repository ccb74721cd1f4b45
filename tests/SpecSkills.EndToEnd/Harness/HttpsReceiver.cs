using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace SpecSkills.EndToEnd.Harness;

/// <summary>
/// An https webhook on loopback that keeps what it is sent. Its certificate is its own authority: programs trust it
/// when they are started with <see cref="Trust"/>.
/// </summary>
internal sealed class HttpsReceiver : IAsyncDisposable
{
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentQueue<JsonObject> received = new();
    private readonly X509Certificate2 certificate;
    private readonly string file = Path.GetTempFileName();
    private readonly Task serving;

    public HttpsReceiver()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=webhook", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(file, certificate.ExportCertificatePem());
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>What a policy names.</summary>
    public string Address => $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook";

    /// <summary>The variable by which OpenSSL, and .NET with it, trusts this certificate and no other.</summary>
    public (string Name, string? Value) Trust => ("SSL_CERT_FILE", file);

    /// <summary>What came, oldest first.</summary>
    public IReadOnlyList<JsonObject> Received => [.. received];

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await serving;
        listener.Dispose();
        closing.Dispose();
        certificate.Dispose();
        File.Delete(file);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(closing.Token);
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = certificate }, closing.Token);
                received.Enqueue(await ReadAsync(stream));
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer), closing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    /// <summary>The JSON body of one request, as much of HTTP as a client of ours speaks.</summary>
    private async Task<JsonObject> ReadAsync(SslStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var length = 0;
        while (await reader.ReadLineAsync(closing.Token) is { Length: > 0 } line)
            if (line.Split(':') is [var name, var value]
                && name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        // The length is in bytes.
        var body = new StringBuilder();
        var letter = new char[1];
        while (Encoding.UTF8.GetByteCount(body.ToString()) < length
               && await reader.ReadAsync(letter.AsMemory(), closing.Token) == 1) body.Append(letter[0]);
        return JsonNode.Parse(body.ToString())!.AsObject();
    }
}
