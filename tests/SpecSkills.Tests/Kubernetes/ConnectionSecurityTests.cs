using k8s.Models;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>TLS and client certificates, over real handshakes with certificates made for the test.</summary>
public sealed class ConnectionSecurityTests : IDisposable
{
    private readonly TestCertificates ours = new();
    private readonly TestCertificates foreign = new();

    public void Dispose()
    {
        ours.Dispose();
        foreign.Dispose();
    }

    [Fact]
    public async Task A_server_of_the_named_authority_is_trusted() =>
        Assert.Null(await FailureAsync(ours, "127.0.0.1", Authority(ours)));

    [Fact]
    public async Task A_server_of_another_authority_is_not() =>
        Assert.Equal(ApiErrorKind.Untrusted, await FailureAsync(foreign, "127.0.0.1", Authority(ours)));

    [Fact]
    public async Task A_server_that_the_machine_does_not_know_is_not_trusted_without_an_authority() =>
        Assert.Equal(ApiErrorKind.Untrusted, await FailureAsync(ours, "127.0.0.1", ServerTrust.System));

    [Fact]
    public async Task A_certificate_for_another_name_is_not_trusted() =>
        Assert.Equal(ApiErrorKind.Untrusted, await FailureAsync(ours, "kubernetes.example", Authority(ours)));

    [Fact]
    public async Task Tls_server_name_is_the_name_the_certificate_must_carry()
    {
        var named = Authority(ours) with { ServerName = "kubernetes.example" };

        Assert.Null(await FailureAsync(ours, "kubernetes.example", named));
        Assert.Equal(ApiErrorKind.Untrusted, await FailureAsync(ours, "127.0.0.1", named));
    }

    [Fact]
    public async Task Insecure_skip_tls_verify_takes_any_server() =>
        Assert.Null(await FailureAsync(foreign, "elsewhere.example", new ServerTrust(null, Insecure: true)));

    [Fact]
    public async Task A_client_certificate_from_the_kubeconfig_is_shown_to_the_server()
    {
        using var folder = new TemporaryFolder();
        var (certificate, key) = ours.Client("agent");
        await using var server = new WireServer(_ => Answer(), ours.Server("127.0.0.1"), ours.Authority);
        var file = folder.Write("config", $$"""
            current-context: here
            clusters:
            - name: c
              cluster: {server: "{{server.Address}}", certificate-authority-data: {{Base64(ours.AuthorityPem)}} }
            users: [{name: u, user: {client-certificate: agent.crt, client-key-data: {{Base64(key)}} } }]
            contexts: [{name: here, context: {cluster: c, user: u} }]
            """);
        folder.Write("agent.crt", certificate);
        var reading = Kubeconfig.Connect(new KubeconfigSource([file], true));
        using var client = new ApiClient(Assert.IsType<ConnectionReading.Found>(reading).Connection);

        var answer = await client.VersionAsync();

        Assert.IsType<ApiAnswer<VersionInfo>.Answered>(answer);
        Assert.Equal("CN=agent", Assert.Single(server.Received).ClientCertificate);
    }

    [Fact]
    public async Task A_client_certificate_of_another_authority_is_turned_away()
    {
        var (certificate, key) = foreign.Client("agent");
        await using var server = new WireServer(_ => Answer(), ours.Server("127.0.0.1"), ours.Authority);
        using var client = new ApiClient(
            new ClusterConnection("c", server.Address, "default")
            {
                Trust = Authority(ours),
                Certificate = ClientCertificate.FromPem(certificate, key),
            }, new ApiClientOptions { Repetitions = 0 });

        Assert.IsType<ApiAnswer<VersionInfo>.Failed>(await client.VersionAsync());
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_token_goes_to_the_server_and_into_no_text()
    {
        await using var server = new WireServer(_ => Answer(), ours.Server("127.0.0.1"));
        var connection = new ClusterConnection("c", server.Address, "default")
        {
            Trust = Authority(ours),
            Credential = new ClusterCredential.Token(new SpecSkills.Kubernetes.SecretText("s3cret-token")),
        };
        using var client = new ApiClient(connection);

        await client.VersionAsync();

        Assert.Equal("Bearer s3cret-token", Assert.Single(server.Received).Header("Authorization"));
        Assert.StartsWith("specskills/", server.Received.Single().Header("User-Agent"), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", connection.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewed_token_file_is_read_again_when_the_server_refuses_the_old_one()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("token", "old\n");
        await using var server = new WireServer(request =>
        {
            if (request.Header("Authorization") == "Bearer new") return Answer();
            folder.Write("token", "new\n");
            return WireAnswer.Status(401, "Unauthorized", "Unauthorized");
        });
        using var client = new ApiClient(new ClusterConnection("c", server.Address, "default")
        {
            Credential = new ClusterCredential.TokenFile(file),
        });

        Assert.IsType<ApiAnswer<VersionInfo>.Answered>(await client.VersionAsync());
        Assert.Equal(2, server.Received.Count);
    }

    private static ServerTrust Authority(TestCertificates certificates) => new([certificates.Authority]);

    private static WireAnswer Answer() => WireAnswer.Json(200, """{"kind":"Version"}""");

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    private static async Task<ApiErrorKind?> FailureAsync(TestCertificates server, string name, ServerTrust trust)
    {
        await using var wire = new WireServer(_ => Answer(), server.Server(name));
        using var client = new ApiClient(
            new ClusterConnection("c", wire.Address, "default") { Trust = trust },
            new ApiClientOptions { Repetitions = 0 });
        var answer = await client.VersionAsync();
        return answer is ApiAnswer<VersionInfo>.Failed failed ? failed.Error.Kind : null;
    }
}
