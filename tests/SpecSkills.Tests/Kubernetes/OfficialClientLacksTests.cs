using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Exceptions;
using k8s.Models;
using SpecSkills.Core.Primitives;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>
/// What the official client lacks when it is used as it comes. A test here that fails after an update names a part of
/// ours that may go (docs/adr/0032). That ours has it right stands in the tests beside these.
/// </summary>
public sealed class OfficialClientLacksTests : IDisposable
{
    private readonly TestCertificates ours = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        ours.Dispose();
        folder.Dispose();
    }

    /// <summary>Ours: <see cref="ConnectionSecurityTests.A_certificate_for_another_name_is_not_trusted"/>.</summary>
    [Fact]
    public async Task With_a_private_authority_it_takes_a_certificate_for_another_host_and_sends_the_token()
    {
        await using var elsewhere = new WireServer(_ => Answer(), ours.Server("another.example"));
        using var client = new k8s.Kubernetes(new KubernetesClientConfiguration
        {
            Host = elsewhere.Address.ToString(),
            SslCaCerts = [ours.Authority],
            AccessToken = "s3cret-token",
            DisableHttp2 = true,
        });

        await client.Version.GetCodeAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Bearer s3cret-token", Assert.Single(elsewhere.Received).Header("Authorization"));
    }

    /// <summary>Ours: <see cref="KubeconfigConnectionTests.A_proxy_url_is_asked_for_the_way"/>.</summary>
    [Fact]
    public async Task It_passes_by_a_proxy_url()
    {
        await using var proxy = new WireServer(_ => WireAnswer.Text(502, "text/plain", ""));
        await using var server = new WireServer(_ => Answer(), ours.Server("127.0.0.1"));

        using var client = Client(Built(
            $"server: '{server.Address}', proxy-url: '{proxy.Address}', " +
            $"certificate-authority-data: {Base64(ours.AuthorityPem)}", "token: t"));
        await client.Version.GetCodeAsync(TestContext.Current.CancellationToken);

        Assert.Empty(proxy.Received);
        Assert.Single(server.Received);
    }

    /// <summary>
    /// Ours: <see cref="KubeconfigConnectionTests.A_user_of_nothing_is_anonymous"/> and
    /// <see cref="KubeconfigConnectionTests.A_token_file_of_a_kubeconfig_is_sent"/>.
    /// </summary>
    [Theory]
    [InlineData("")]
    [InlineData("tokenFile: /a/file")]
    public void It_takes_no_user_without_credentials_and_none_with_a_token_file(string user) =>
        Assert.ThrowsAny<KubeConfigException>(() => Built("server: 'https://127.0.0.1:1'", user));

    /// <summary>
    /// Ours: <see cref="KubeconfigConnectionTests.Reading_a_kubeconfig_runs_nothing"/> and
    /// <see cref="ExecCredentialTests.A_program_sees_its_own_variables_and_arguments_and_a_cleaned_environment"/>.
    /// </summary>
    [Fact]
    public void It_runs_an_exec_program_while_it_reads_and_splits_its_arguments_and_hands_it_the_whole_environment()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no POSIX shell here.");
        Environment.SetEnvironmentVariable("SPECSKILLS_TEST_LEAK", "leaked");
        var seen = Path.Combine(folder.Path, "seen");
        var program = folder.Program("program", $$"""
            env > '{{seen}}'; printf '%s|' "$@" >> '{{seen}}'
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t"} }'
            """);

        Built("server: 'https://127.0.0.1:1'",
            $"exec: {{apiVersion: client.authentication.k8s.io/v1, command: '{program}', args: ['two words']}}");

        var text = File.ReadAllText(seen);
        Assert.EndsWith("two|words|", text, StringComparison.Ordinal);
        Assert.Contains("SPECSKILLS_TEST_LEAK=leaked", text, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"ExecCredentials\"", text, StringComparison.Ordinal);
    }

    /// <summary>Ours: <see cref="HostileServerTests.A_redirect_is_refused_and_nothing_is_sent_there"/>.</summary>
    [Fact]
    public async Task It_follows_a_redirect()
    {
        await using var elsewhere = new WireServer(_ => Answer());
        await using var server = new WireServer(_ =>
            WireAnswer.Text(307, "text/plain", "", ("Location", $"{elsewhere.Address}/steal")));
        using var client = Client(server.Address);

        await client.Version.GetCodeAsync(TestContext.Current.CancellationToken);

        Assert.Single(elsewhere.Received);
    }

    /// <summary>
    /// Ours: <see cref="RecordedAnswerTests.A_read_turned_away_by_priority_waits_as_asked_and_is_repeated"/> and
    /// <see cref="HostileServerTests.A_refusal_that_quotes_a_secret_does_not_pass_it_on"/>.
    /// </summary>
    [Fact]
    public async Task It_gives_up_on_a_read_turned_away_with_an_exception_that_quotes_the_whole_answer()
    {
        await using var server = new WireServer(_ => WireAnswer.Text(
            429, "application/json", """{"env":"hunter2"}""", ("Retry-After", "1")));
        using var client = Client(server.Address);

        var thrown = await Assert.ThrowsAsync<HttpOperationException>(
            () => client.Version.GetCodeAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.TooManyRequests, thrown.Response.StatusCode);
        Assert.Single(server.Received);
        Assert.Contains("hunter2", thrown.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Ours: <see cref="HostileServerTests.An_answer_without_an_end_is_left_at_the_limit"/>.</summary>
    [Fact]
    public async Task It_reads_an_answer_of_any_size_and_with_a_key_twice()
    {
        var huge = new string('x', 20 << 20);
        await using var server = new WireServer(_ =>
            WireAnswer.Json(200, $$"""{"gitVersion":"twice","gitVersion":"{{huge}}"}"""));
        using var client = Client(server.Address);

        var version = await client.Version.GetCodeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(huge.Length, version.GitVersion.Length);
    }

    /// <summary>Ours: Deployments and ReplicaSets are read as raw JSON, so a digest covers what they hold.</summary>
    [Fact]
    public void Its_models_drop_a_field_they_do_not_know()
    {
        var pod = KubernetesJson.Deserialize<V1PodTemplateSpec>("""{"spec":{"newerThanTheModel":true}}""");

        Assert.DoesNotContain("newerThanTheModel", KubernetesJson.Serialize(pod), StringComparison.Ordinal);
    }

    /// <summary>
    /// Ours: pods and autoscalers are read as raw JSON. Eight characters become a number of a hundred thousand digits,
    /// and its cost grows faster than they do.
    /// </summary>
    [Fact]
    public void Its_models_read_a_quantity_of_any_exponent()
    {
        const string quantity = "1e100000";
        var pod = KubernetesJson.Deserialize<V1ResourceRequirements>($$$"""{"limits":{"cpu":"{{{quantity}}}"}}""");

        Assert.True(pod.Limits["cpu"].ToBigInteger().GetBitLength() > 300_000);
        Assert.False(KubernetesQuantity.TryParse(quantity, out _));
    }

    private KubernetesClientConfiguration Built(string cluster, string user) =>
        KubernetesClientConfiguration.BuildConfigFromConfigFile(folder.Write("config", $$"""
            apiVersion: v1
            kind: Config
            current-context: here
            clusters: [{name: c, cluster: { {{cluster}} } }]
            users: [{name: u, user: { {{user}} } }]
            contexts: [{name: here, context: {cluster: c, user: u} }]
            """));

    private static k8s.Kubernetes Client(Uri server) =>
        Client(new KubernetesClientConfiguration { Host = server.ToString() });

    private static k8s.Kubernetes Client(KubernetesClientConfiguration configuration)
    {
        configuration.DisableHttp2 = true;
        return new k8s.Kubernetes(configuration);
    }

    private static WireAnswer Answer() => WireAnswer.Json(200, """{"kind":"Version"}""");

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}
