using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>Kubeconfig files as kubectl reads them, and what is said about those that cannot be used.</summary>
public sealed class KubeconfigTests : IDisposable
{
    private const string Good = """
        apiVersion: v1
        kind: Config
        current-context: dev
        preferences: {}
        clusters:
        - name: here
          cluster:
            server: https://127.0.0.1:6443
        users:
        - name: me
          user:
            token: s3cret-token
        contexts:
        - name: dev
          context: {cluster: here, user: me, namespace: team}
        - name: bare
          context: {cluster: here}
        - name: lost
          context: {cluster: gone, user: me}
        """;

    private readonly TemporaryFolder folder = new();

    /// <summary>
    /// Name of the case, the replaced text, its replacement, and what is said (the file's path left out).
    /// </summary>
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        {
            "a wrong scheme", "https://127.0.0.1:6443", "ftp://127.0.0.1",
            ":8: clusters[0].cluster.server: found 'ftp://127.0.0.1'; allowed is an address beginning with https:// " +
            "or " +
            "http://, without user, query or fragment; correct the address."
        },
        {
            "a password in the address", "https://127.0.0.1:6443", "https://me:hunter2@127.0.0.1",
            ":8: clusters[0].cluster.server: found an address with a user; allowed is an address beginning with " +
            "https:// or " +
            "http://, without user, query or fragment; correct the address."
        },
        {
            "a token in the open", "https://127.0.0.1:6443", "http://10.0.0.1:8080",
            ":8: clusters[0].cluster.server: found http to another machine, with a credential; allowed is https; the " +
            "token " +
            "would be readable on the way; use the API server's https address."
        },
        {
            "no server", "server: https://127.0.0.1:6443", "tls-server-name: x",
            ":8: clusters[0].cluster.server: found nothing; allowed is an address beginning with https:// or http://, " +
            "" +
            "" +
            "" +
            "" +
            "" +
            "" +
            "without user, query or fragment; add the address of the API server."
        },
        {
            "a flag that is none", "server: https://127.0.0.1:6443",
            "server: https://127.0.0.1:6443\n    insecure-skip-tls-verify: 'yes'",
            ":9: clusters[0].cluster.insecure-skip-tls-verify: found a text; allowed is true or false; write one of " +
            "the two, " +
            "unquoted."
        },
        {
            "a token with a blank", "token: s3cret-token", "token: \"s3cret\\r\\nX-Evil: 1\"",
            ":12: users[0].user.token: found text with blanks or other characters no header may carry (not shown); " +
            "allowed is " +
            "a token of visible ASCII characters; fetch the token anew."
        },
        {
            "a password", "token: s3cret-token", "username: admin\n    password: hunter2",
            ":12: users[0].user.username: found a user name and password; allowed is token, tokenFile, client " +
            "certificate or " +
            "exec; Kubernetes removed basic authentication in 1.19; use a service account's token."
        },
        {
            "an auth provider", "token: s3cret-token", "auth-provider: {name: gcp}",
            ":12: users[0].user.auth-provider: found a legacy auth provider; allowed is token, tokenFile, client " +
            "certificate " +
            "or exec; Kubernetes removed auth providers in 1.26; use the provider's exec program " +
            "(gke-gcloud-auth-plugin, " +
            "kubelogin) instead."
        },
        {
            "impersonation", "token: s3cret-token", "token: s3cret-token\n    as: root",
            ":13: users[0].user.as: found impersonation; allowed is acting as oneself; the audit record must name who " +
            "" +
            "" +
            "" +
            "" +
            "" +
            "" +
            "acted; " +
            "use that user's own credential."
        },
        {
            "a key without its certificate", "token: s3cret-token", "client-key-data: aHVudGVyMg==",
            ":12: users[0].user.client-certificate: found nothing; allowed is a certificate and its key together; add " +
            "" +
            "" +
            "" +
            "" +
            "" +
            "" +
            "the " +
            "other of the two."
        },
        {
            "certificates that are none", "token: s3cret-token",
            "client-key-data: aHVudGVyMg==\n    client-certificate-data: aHVudGVyMg==",
            ":13: users[0].user.client-certificate-data: found a certificate and a key that are not PEM or do not " +
            "belong " +
            "together; allowed is a PEM certificate with its own, unencrypted PEM key; fetch the credentials anew."
        },
        {
            "an authority that is no base64", "server: https://127.0.0.1:6443",
            "server: https://127.0.0.1:6443\n    certificate-authority-data: '%%%'",
            ":9: clusters[0].cluster.certificate-authority-data: found text that is not base64; allowed is the base64 " +
            "" +
            "" +
            "" +
            "" +
            "" +
            "" +
            "of a PEM " +
            "file on one line; fetch the credentials anew."
        },
        {
            "an authority that is not there", "server: https://127.0.0.1:6443",
            "server: https://127.0.0.1:6443\n    certificate-authority: ca.crt",
            ":9: clusters[0].cluster.certificate-authority: found 'ca.crt', which cannot be read; allowed is a " +
            "readable PEM " +
            "file of at most 1 MiB; check the path and its permissions."
        },
        {
            "exec of an old version", "token: s3cret-token",
            "exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}",
            ":12: users[0].user.exec.apiVersion: found 'client.authentication.k8s.io/v1alpha1'; allowed is " +
            "client.authentication.k8s.io/v1 or v1beta1; update the exec program and its entry."
        },
        {
            "exec that asks a person", "token: s3cret-token",
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Always}",
            ":12: users[0].user.exec.interactiveMode: found 'Always'; allowed is Never or IfAvailable; an automated " +
            "agent has " +
            "no person to ask; use a credential that needs none."
        },
        {
            "a mapping where a text belongs", "token: s3cret-token", "token: {a: b}",
            ":12: users[0].user.token: found a mapping; allowed is a text; write it on one line."
        },
        {
            "another kind", "kind: Config", "kind: Deployment",
            ":2: kind: found 'Deployment'; allowed is Config; name a kubeconfig, not another manifest."
        },
        {
            "a key twice", "kind: Config", "kind: Config\nkind: Config",
            ":3:1: this is not YAML, or a key stands twice; correct the line or write the file anew with 'kubectl " +
            "config'."
        },
        {
            "an alias", "preferences: {}", "preferences: &a {}\nother: *a",
            ": the file has aliases or far too many values; a kubeconfig has neither; name the right file."
        },
        {
            "a missing user", "user: me, namespace: team", "user: you",
            ":15: contexts[0].context.user: found 'you'; allowed is one of 'me'; correct the user's name."
        },
    };

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
    [MemberData(nameof(Mistakes))]
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
