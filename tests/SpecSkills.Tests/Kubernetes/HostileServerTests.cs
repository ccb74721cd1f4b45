using System.Text.Json;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>Servers that are broken, slow or lie.</summary>
public sealed class HostileServerTests
{
    private const string Path = "/apis/apps/v1/namespaces/default/deployments/web";

    public static TheoryData<string, string> Lies => new()
    {
        { "another kind", """{"kind":"Pod","metadata":{"name":"web","namespace":"default","uid":"uid-1"}}""" },
        { "another name", """{"kind":"Deployment","metadata":{"name":"db","namespace":"default","uid":"uid-1"}}""" },
        { "another namespace", """{"kind":"Deployment","metadata":{"name":"web","namespace":"prod","uid":"uid-1"}}""" },
        { "another uid", """{"kind":"Deployment","metadata":{"name":"web","namespace":"default","uid":"uid-2"}}""" },
        { "no metadata", """{"kind":"Deployment"}""" },
        { "a name that is a number", """{"kind":"Deployment","metadata":{"name":7}}""" },
        { "a list", """[{"kind":"Deployment"}]""" },
        { "cut JSON", """{"kind":"Deployment","metadata":""" },
        { "no JSON", "<html>welcome</html>" },
        { "nothing", "" },
        { "a key twice", """{"kind":"Deployment","kind":"Deployment","metadata":{"name":"web"}}""" },
        { "deep JSON", string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000) },
        { "a Status", """{"kind":"Status","status":"Failure","code":500}""" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task An_answer_that_is_not_the_object_asked_for_is_malformed(string lie, string body)
    {
        var error = await FailureAsync(_ => WireAnswer.Json(200, body));

        Assert.True(error.Kind == ApiErrorKind.Malformed, lie);
        Assert.InRange(error.Message.Length, 1, 400);
    }

    [Fact]
    public async Task An_answer_of_another_type_is_malformed() =>
        Assert.Equal(ApiErrorKind.Malformed,
            (await FailureAsync(_ => WireAnswer.Text(200, "text/html", "<p>hi"))).Kind);

    [Fact]
    public async Task An_answer_that_says_it_is_huge_is_not_read() => Assert.Equal(
        ApiErrorKind.Malformed,
        (await FailureAsync(_ => new WireAnswer.Endless(WireAnswer.Head(200, "application/json", 8L << 30)))).Kind);

    [Fact]
    public async Task An_answer_without_an_end_is_left_at_the_limit() => Assert.Equal(
        ApiErrorKind.Malformed,
        (await FailureAsync(_ => new WireAnswer.Endless(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"u8.ToArray()))).Kind);

    [Fact]
    public async Task A_small_body_that_unpacks_to_a_huge_one_is_left_at_the_limit()
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
            gzip.Write(new byte[4 << 20]);
        var head = WireAnswer.Head(200, "application/json", packed.ToArray().Length, ("Content-Encoding", "gzip"));

        var error = await FailureAsync(_ => new WireAnswer.Bytes([.. head, .. packed.ToArray()]));

        Assert.Equal(ApiErrorKind.Malformed, error.Kind);
    }

    [Fact]
    public async Task An_answer_that_stops_halfway_is_a_lost_connection() => Assert.Equal(
        ApiErrorKind.ConnectionLost,
        (await FailureAsync(_ => new WireAnswer.Bytes(
            [.. WireAnswer.Head(200, "application/json", 500), .. "{\"kind\":"u8]))).Kind);

    [Fact]
    public async Task What_is_no_http_is_malformed_or_lost()
    {
        var error = await FailureAsync(_ => new WireAnswer.Bytes("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray()));

        Assert.Contains(error.Kind, new[] { ApiErrorKind.Malformed, ApiErrorKind.ConnectionLost });
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_when_the_time_is_up()
    {
        var timers = new ManualTimers { LimitsFire = true };

        var error = await FailureAsync(_ => new WireAnswer.Hang([]), new ApiClientOptions { Timers = timers });

        Assert.Equal(ApiErrorKind.TimedOut, error.Kind);
    }

    [Fact]
    public async Task A_server_that_hangs_in_the_middle_of_a_body_is_left_when_the_time_is_up()
    {
        await using var server = new WireServer(_ =>
            new WireAnswer.Hang([.. WireAnswer.Head(200, "application/json", 500), .. "{\"kind\":"u8]));
        using var client = new ApiClient(
            ClusterConnection.Plain("hostile", server.Address),
            new ApiClientOptions { ReadTimeout = TimeSpan.FromMilliseconds(200) });

        var answer = await GetAsync(client, default);

        Assert.Equal(ApiErrorKind.TimedOut, Assert.IsType<ApiAnswer<JsonElement>.Failed>(answer).Error.Kind);
    }

    [Fact]
    public async Task A_redirect_is_refused_and_nothing_is_sent_there()
    {
        await using var elsewhere = new WireServer(_ => WireAnswer.Json(200, "{}"));
        var location = $"{elsewhere.Address}/steal";

        var error = await FailureAsync(_ => WireAnswer.Text(307, "text/plain", "", ("Location", location)));

        Assert.Equal(ApiErrorKind.Redirected, error.Kind);
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    public async Task A_message_cannot_repaint_a_terminal()
    {
        var error = await FailureAsync(_ => WireAnswer.Status(
            403, "Forbidden", "no \u001b[2J\u202Eevil\u0000\r\n way " + new string('x', 5000)));

        Assert.Equal(ApiErrorKind.Forbidden, error.Kind);
        Assert.StartsWith("no [2Jevil way xxx", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 1, 320);
    }

    [Fact]
    public async Task A_refusal_that_quotes_a_secret_does_not_pass_it_on()
    {
        var error = await FailureAsync(_ => WireAnswer.Status(
            422, "Invalid", "\"\" is invalid: patch: Invalid value: \"{\\\"env\\\":\\\"hunter2\\\"}\": bad"));

        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_is_unreachable_and_nothing_was_sent()
    {
        Uri address;
        await using (var server = new WireServer(_ => WireAnswer.Json(200, "{}"))) address = server.Address;
        using var client = new ApiClient(
            ClusterConnection.Plain("gone", address), new ApiClientOptions { Repetitions = 0 });

        var error = Assert.IsType<ApiAnswer<JsonElement>.Failed>(await GetAsync(client, default)).Error;

        Assert.Equal(ApiErrorKind.Unreachable, error.Kind);
        Assert.True(error.NothingSent);
    }

    [Fact]
    public async Task A_caller_that_walks_away_ends_a_read()
    {
        using var leave = new CancellationTokenSource();
        await using var server = new WireServer(_ =>
        {
            leave.Cancel();
            return new WireAnswer.Hang([]);
        });
        using var client = new ApiClient(ClusterConnection.Plain("hostile", server.Address));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GetAsync(client, leave.Token));
    }

    [Fact]
    public async Task A_caller_that_walks_away_does_not_cut_off_a_write()
    {
        using var leave = new CancellationTokenSource();
        await using var server = new WireServer(_ =>
        {
            leave.Cancel();
            return WireAnswer.Json(200, """{"kind":"Scale","metadata":{"name":"web"}}""");
        });
        using var client = new ApiClient(ClusterConnection.Plain("hostile", server.Address));

        var answer = await client.SendAsync("PATCH", Path + "/scale", "{}"u8.ToArray(), cancellation: leave.Token);

        Assert.IsType<ApiAnswer<JsonElement>.Answered>(answer);
    }

    [Fact]
    public async Task A_list_that_never_ends_is_left()
    {
        await using var server = new WireServer(_ => WireAnswer.Json(
            200, """{"kind":"PodList","metadata":{"continue":"more"},"items":[]}"""));
        using var client = new ApiClient(ClusterConnection.Plain("hostile", server.Address));

        var listing = await client.ListAsync(ApiResource.Pods, "default", null, default);

        Assert.Equal(ApiErrorKind.Malformed, Assert.IsType<ApiListing.Failed>(listing).Error.Kind);
        Assert.Equal(40, server.Received.Count);
    }

    private static Task<ApiAnswer<JsonElement>> GetAsync(ApiClient client, CancellationToken cancellation) =>
        client.GetAsync(ApiResource.Deployments, "default", "web", cancellation, "uid-1");

    private static async Task<ApiError> FailureAsync(
        Func<ReceivedRequest, WireAnswer> answer, ApiClientOptions? options = null)
    {
        await using var server = new WireServer(answer);
        using var client = new ApiClient(
            ClusterConnection.Plain("hostile", server.Address),
            (options ?? new ApiClientOptions()) with { Repetitions = 0, MaximumAnswerBytes = 1 << 20 });
        return Assert.IsType<ApiAnswer<JsonElement>.Failed>(await GetAsync(client, default)).Error;
    }
}
