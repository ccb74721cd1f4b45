using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SpecSkills.Tests.Kubernetes.Servers;

/// <summary>
/// An HTTP server down to its bytes, so that a test can answer what no framework would let it. One request per
/// connection.
/// </summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<ReceivedRequest, WireAnswer> answer;
    private readonly X509Certificate2? certificate;
    private readonly X509Certificate2? clientAuthority;
    private readonly ConcurrentBag<Task> conversations = [];
    private readonly Task accepting;

    public WireServer(
        Func<ReceivedRequest, WireAnswer> answer, X509Certificate2? certificate = null,
        X509Certificate2? clientAuthority = null)
    {
        this.answer = answer;
        this.certificate = certificate;
        this.clientAuthority = clientAuthority;
        listener.Start();
        accepting = AcceptAsync();
    }

    public ConcurrentQueue<ReceivedRequest> Received { get; } = new();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Address => new($"{(certificate is null ? "http" : "https")}://127.0.0.1:{Port}");

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(conversations);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
            try
            {
                conversations.Add(TalkAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
            try
            {
                Stream stream = client.GetStream();
                string? subject = null;
                if (certificate is not null)
                {
                    var tls = new SslStream(stream);
                    stream = tls;
                    await tls.AuthenticateAsServerAsync(
                        new SslServerAuthenticationOptions
                        {
                            ServerCertificate = certificate,
                            ClientCertificateRequired = clientAuthority is not null,
                            RemoteCertificateValidationCallback = (_, peer, _, _) => IsIssued(peer),
                        }, stop.Token);
                    subject = tls.RemoteCertificate?.Subject;
                }

                await using (stream)
                    if (await ReadAsync(stream, subject) is { } request)
                    {
                        Received.Enqueue(request);
                        await SayAsync(stream, answer(request));
                    }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException
                or System.Security.Authentication.AuthenticationException)
            {
                // The client left, which some tests are about.
            }
    }

    private bool IsIssued(X509Certificate? peer)
    {
        if (clientAuthority is null) return true;
        if (peer is null) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(clientAuthority);
        using var leaf = X509CertificateLoader.LoadCertificate(peer.GetRawCertData());
        return chain.Build(leaf);
    }

    private async Task<ReceivedRequest?> ReadAsync(Stream stream, string? subject)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (await stream.ReadAsync(one, stop.Token) == 0) return null;
            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"))];
        await stream.ReadExactlyAsync(body, stop.Token);
        var first = lines[0].Split(' ');
        return new ReceivedRequest(first[0], first[1], headers, body, subject);
    }

    private static bool EndsHead(List<byte> head) =>
        head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n';

    private async Task SayAsync(Stream stream, WireAnswer said)
    {
        switch (said)
        {
            case WireAnswer.Bytes bytes:
                await stream.WriteAsync(bytes.Raw, stop.Token);
                break;
            case WireAnswer.Hang hang:
                await stream.WriteAsync(hang.Raw, stop.Token);
                await stream.FlushAsync(stop.Token);
                // Until the client leaves or the test ends.
                await stream.CopyToAsync(Stream.Null, stop.Token);
                break;
            case WireAnswer.Endless endless:
                await stream.WriteAsync(endless.Raw, stop.Token);
                var more = new byte[64 * 1024];
                Array.Fill(more, (byte)'x');
                while (true) await stream.WriteAsync(more, stop.Token);
        }
    }
}
