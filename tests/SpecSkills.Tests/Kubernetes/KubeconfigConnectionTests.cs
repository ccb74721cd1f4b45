using k8s.Models;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>What a kubeconfig says, as it shows on the wire of a TLS server.</summary>
public sealed class KubeconfigConnectionTests : IDisposable
{
    private readonly TestCertificates ours = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        ours.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_proxy_url_is_asked_for_the_way()
    {
        await using var proxy = new WireServer(_ => WireAnswer.Text(502, "text/plain", ""));
        await using var server = Server();

        var answer = await AskAsync(server, "token: t", $"proxy-url: '{proxy.Address}', ");

        Assert.Equal(
            ApiErrorKind.Unreachable, Assert.IsType<ApiAnswer<VersionInfo>.Failed>(answer).Error.Kind);
        var asked = Assert.Single(proxy.Received.DistinctBy(request => request.Target));
        Assert.Equal(("CONNECT", server.Address.Authority), (asked.Method, asked.Target));
        Assert.Null(asked.Header("Authorization"));
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_user_of_nothing_is_anonymous()
    {
        await using var server = Server();

        Assert.IsType<ApiAnswer<VersionInfo>.Answered>(await AskAsync(server, ""));
        Assert.Null(Assert.Single(server.Received).Header("Authorization"));
    }

    [Fact]
    public async Task A_token_file_of_a_kubeconfig_is_sent()
    {
        folder.Write("token", "from-the-file\n");
        await using var server = Server();

        Assert.IsType<ApiAnswer<VersionInfo>.Answered>(await AskAsync(server, "tokenFile: token"));
        Assert.Equal("Bearer from-the-file", Assert.Single(server.Received).Header("Authorization"));
    }

    [Fact]
    public async Task Reading_a_kubeconfig_runs_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no POSIX shell here.");
        var ran = Path.Combine(folder.Path, "ran");
        var program = folder.Program("program", $"touch '{ran}'");
        await using var server = Server();

        var connection = Read(
            server, $"exec: {{apiVersion: client.authentication.k8s.io/v1, command: '{program}'}}", "");

        Assert.False(File.Exists(ran));
        using var client = new ApiClient(connection);
        await client.VersionAsync();
        Assert.True(File.Exists(ran));
    }

    [Fact]
    public async Task A_server_behind_a_path_is_asked_there_and_recorded_without_it()
    {
        await using var server = Server();
        using var client = new ApiClient(new ClusterConnection(
            "c", new Uri(server.Address, "/k8s/clusters/c-1"), "default")
        {
            Trust = new ServerTrust([ours.Authority]),
        });

        var answer = Assert.IsType<ApiAnswer<VersionInfo>.Answered>(await client.VersionAsync());

        Assert.Equal("/k8s/clusters/c-1/version/", Assert.Single(server.Received).Target);
        Assert.Equal("/version/", answer.Sent.Path);
    }

    private WireServer Server() =>
        new(_ => WireAnswer.Json(200, """{"kind":"Version"}"""), ours.Server("127.0.0.1"));

    private async Task<ApiAnswer<VersionInfo>> AskAsync(WireServer server, string user, string cluster = "")
    {
        using var client = new ApiClient(Read(server, user, cluster), new ApiClientOptions { Repetitions = 0 });
        return await client.VersionAsync();
    }

    private ClusterConnection Read(WireServer server, string user, string cluster)
    {
        var authority = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(ours.AuthorityPem));
        var file = folder.Write("config", $$"""
            apiVersion: v1
            kind: Config
            current-context: here
            clusters:
            - name: c
              cluster: { {{cluster}}server: '{{server.Address}}', certificate-authority-data: {{authority}} }
            users: [{name: u, user: { {{user}} } }]
            contexts: [{name: here, context: {cluster: c, user: u} }]
            """);
        return Assert.IsType<ConnectionReading.Found>(
            Kubeconfig.Connect(new KubeconfigSource([file], true))).Connection;
    }
}
