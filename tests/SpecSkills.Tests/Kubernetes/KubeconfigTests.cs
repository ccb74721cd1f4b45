using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>Kubeconfig files as kubectl reads them, and what is said about those that cannot be used.</summary>
public sealed class KubeconfigTests : IDisposable
{
    private const string Good = KubeconfigMistakes.Good;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_gives_its_current_contexts_connection()
    {
        var connection = Found(Connect(Good));

        Assert.Equal("here", connection.ClusterName);
        Assert.Equal(new Uri("https://127.0.0.1:6443"), connection.Server);
        Assert.Equal("team", connection.Namespace);
        Assert.Equal("s3cret-token", Assert.IsType<ClusterCredential.Token>(connection.Credential).Value.Reveal());
    }

    [Fact]
    public void Json_is_read_like_yaml() => Assert.Equal("team", Found(Connect("""
        {"current-context": "dev", "clusters": [{"name": "here", "cluster": {"server": "https://127.0.0.1:6443"}}],
         "contexts": [{"name": "dev", "context": {"cluster": "here", "namespace": "team"}}]}
        """)).Namespace);

    [Fact]
    public void Another_context_can_be_named()
    {
        var connection = Found(Connect(Good, "bare"));

        Assert.Equal("default", connection.Namespace);
        Assert.IsType<ClusterCredential.Anonymous>(connection.Credential);
    }

    [Theory]
    [MemberData(nameof(KubeconfigMistakes.All), MemberType = typeof(KubeconfigMistakes))]
    public void A_mistake_is_named_with_its_place_and_the_way_out(string name, string good, string bad, string said)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var problems = Problems(Connect(Good.Replace(good, bad, StringComparison.Ordinal)));

        Assert.True(problems.Contains(said), $"{name}: {string.Join(" | ", problems)}");
        Assert.All(problems, problem => Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.DoesNotContain("aHVudGVyMg", problem, StringComparison.Ordinal));
    }

    [Fact]
    public void All_mistakes_are_told_at_once() => Assert.Equal(2, Problems(Connect(Good
        .Replace("https://127.0.0.1:6443", "nowhere", StringComparison.Ordinal)
        .Replace("token: s3cret-token", "auth-provider: {name: gcp}", StringComparison.Ordinal))).Count);

    [Theory]
    [InlineData("gone", ": there is no context 'gone'; allowed are 'bare', 'dev', 'lost'; name one of them.")]
    [InlineData("lost",
        ":19: contexts[2].context.cluster: found 'gone'; allowed is one of 'here'; correct the cluster's name.")]
    public void A_context_that_leads_nowhere_is_named(string context, string said) =>
        Assert.Equal([said], Problems(Connect(Good, context)));

    [Fact]
    public void Several_files_are_merged_and_the_first_to_name_something_wins()
    {
        var first = folder.Write("first", "current-context: dev\nusers: [{name: me, user: {token: first}}]\n");
        var second = folder.Write("config", Good);
        var source = KubeconfigSource.From(null, name => name == "KUBECONFIG"
            ? string.Join(Path.PathSeparator, first, Path.Combine(folder.Path, "missing"), second)
            : null);

        var connection = Found(Kubeconfig.Connect(source));

        Assert.Equal("first", Assert.IsType<ClusterCredential.Token>(connection.Credential).Value.Reveal());
        Assert.Equal("team", connection.Namespace);
    }

    [Fact]
    public void A_named_file_must_be_there_and_a_home_without_one_says_what_to_do()
    {
        var missing = Path.Combine(folder.Path, "missing");

        Assert.Contains("there is no such file", Assert.Single(Problems(
            Kubeconfig.Connect(KubeconfigSource.From(missing, _ => null)))), StringComparison.Ordinal);
        Assert.Contains("--cluster embedded", Assert.Single(Problems(Kubeconfig.Connect(
            KubeconfigSource.From(null, name => name == "HOME" ? folder.Path : null)))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just text")]
    [InlineData("- a\n- b")]
    [InlineData("a: b\n---\nc: d")]
    [InlineData("{\"a\":")]
    [InlineData("\tx")]
    public void What_is_no_kubeconfig_is_refused_without_an_exception(string text) =>
        Assert.NotEmpty(Problems(Connect(text)));

    [Fact]
    public void A_file_of_another_encoding_or_depth_or_size_is_refused()
    {
        var file = folder.Write("config", "");
        foreach (var bytes in new[]
        {
            System.Text.Encoding.Unicode.GetBytes(Good), System.Text.Encoding.UTF8.GetBytes(new string('[', 100_000)),
            new byte[(1 << 20) + 1],
        })
        {
            File.WriteAllBytes(file, bytes);
            Assert.NotEmpty(Problems(Kubeconfig.Connect(new KubeconfigSource([file], true))));
        }
    }

    [Fact]
    public void Inside_a_pod_the_service_account_is_used()
    {
        using var authority = new TestCertificates();
        folder.Write("token", "pod-token\n");
        folder.Write("namespace", "team");
        folder.Write("ca.crt", authority.AuthorityPem);
        string? Environment(string name) => name switch
        {
            "KUBERNETES_SERVICE_HOST" => "fd00::1",
            "KUBERNETES_SERVICE_PORT" => "443",
            _ => null,
        };

        var connection = Found(InClusterConfiguration.Connect(Environment, folder.Path));

        Assert.True(InClusterConfiguration.IsInCluster(Environment, folder.Path));
        Assert.Equal(new Uri("https://[fd00::1]:443"), connection.Server);
        Assert.Equal("team", connection.Namespace);
        Assert.IsType<ClusterCredential.TokenFile>(connection.Credential);
        Assert.Equal(3, Problems(InClusterConfiguration.Connect(_ => null, folder.Path + "/none")).Count);
    }

    private ConnectionReading Connect(string text, string? context = null) =>
        Kubeconfig.Connect(new KubeconfigSource([folder.Write("config", text)], true), context);

    private static ClusterConnection Found(ConnectionReading reading) => reading is ConnectionReading.Found found
        ? found.Connection
        : throw new InvalidOperationException(string.Join('\n', ((ConnectionReading.Failed)reading).Problems));

    /// <summary>The problems, without the path of the test's own folder.</summary>
    private List<string> Problems(ConnectionReading reading) =>
        Assert.IsType<ConnectionReading.Failed>(reading).Problems
        .Select(problem => problem.Replace(Path.Combine(folder.Path, "config"), "", StringComparison.Ordinal)).ToList();
}
