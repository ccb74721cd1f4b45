using System.Text.Json;
using SpecSkills.Kubernetes;
using SpecSkills.Kubernetes.Client;
using SpecSkills.Kubernetes.Configuration;
using SpecSkills.Tests.Kubernetes.Servers;
using Xunit;

namespace SpecSkills.Tests.Kubernetes;

/// <summary>What real API servers answered, read by the client over a real connection.</summary>
public sealed class RecordedAnswerTests
{
    public static TheoryData<string, int, ApiErrorKind> Refusals => new()
    {
        { "scale-patch-stale-resource-version", 0, ApiErrorKind.Conflict },
        { "scale-patch-precondition-variants", 0, ApiErrorKind.Conflict },
        { "scale-patch-precondition-variants", 2, ApiErrorKind.ServerError },
        { "scale-patch-precondition-variants", 6, ApiErrorKind.Invalid },
        { "scale-patch-invalid-values", 0, ApiErrorKind.Invalid },
        { "scale-patch-invalid-values", 6, ApiErrorKind.Invalid },
        { "scale-unknown-deployment", 0, ApiErrorKind.NotFound },
        { "apply-conflict", 0, ApiErrorKind.FieldConflict },
        { "deployment-create-already-exists", 0, ApiErrorKind.AlreadyExists },
        { "deployment-not-found", 0, ApiErrorKind.NotFound },
        { "eviction-refused-by-pdb", 0, ApiErrorKind.DisruptionBudget },
        { "eviction-precondition", 0, ApiErrorKind.Conflict },
        { "eviction-precondition", 1, ApiErrorKind.NotFound },
        { "too-many-requests", 0, ApiErrorKind.TooManyRequests },
        { "metrics-backend-down", 0, ApiErrorKind.GatewayError },
        { "metrics-backend-connection-refused", 0, ApiErrorKind.GatewayError },
        { "metrics-apiservice-missing", 0, ApiErrorKind.NoSuchApi },
        { "discovery-unknown-group", 0, ApiErrorKind.NoSuchApi },
        { "unauthorized-bad-token", 0, ApiErrorKind.Unauthorized },
        { "unauthorized-bad-token", 2, ApiErrorKind.Forbidden },
        { "rbac-forbidden", 0, ApiErrorKind.Forbidden },
        { "resource-version-too-large", 0, ApiErrorKind.ServerTimeout },
        { "vap-denies-scale", 0, ApiErrorKind.Invalid },
        { "vap-reason-forbidden-and-warn", 0, ApiErrorKind.Forbidden },
        { "json-patch-test", 1, ApiErrorKind.Invalid },
    };

    public static TheoryData<string, string> AllRecordings
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var version in Recording.Versions)
                foreach (var file in Directory.EnumerateFiles(Recording.Folder(version), "*.json").Order())
                    data.Add(version, Path.GetFileNameWithoutExtension(file));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_recorded_refusal_is_told_by_its_code_and_causes(string name, int index, ApiErrorKind expected)
    {
        foreach (var version in Recording.Versions)
        {
            var refusals = Recording.Read(version, name);
            var exchange = refusals[index].Status >= 400 ? refusals[index] : refusals.First(each => each.Status >= 400);
            var answer = await ReplayAsync(exchange);

            Assert.Equal(expected, Assert.IsType<ApiAnswer<JsonElement>.Failed>(answer).Error.Kind);
        }
    }

    [Theory]
    [MemberData(nameof(AllRecordings))]
    public async Task Every_recorded_answer_is_read_and_never_quotes_an_object(string version, string name)
    {
        foreach (var exchange in Recording.Read(version, name).Where(each => !each.IsWatch))
            switch (await ReplayAsync(exchange))
            {
                case ApiAnswer<JsonElement>.Answered answered:
                    Assert.Equal(exchange.Status, answered.StatusCode);
                    Assert.Equal(exchange.Body!["kind"]?.GetValue<string>(), Kind(answered.Body));
                    break;
                case ApiAnswer<JsonElement>.Failed { Error: var error }:
                    // Health endpoints answer 200 with plain text, which is no Kubernetes object.
                    if (exchange.Status < 300) Assert.Equal(ApiErrorKind.Malformed, error.Kind);
                    Assert.Equal(exchange.Status, error.StatusCode);
                    Assert.InRange(error.Message.Length, 1, 700);
                    Assert.DoesNotContain("apiVersion", error.Message, StringComparison.Ordinal);
                    Assert.Equal(SafeText.Of(error.Message, 1000), error.Message);
                    break;
            }
    }

    [Fact]
    public async Task A_read_turned_away_by_priority_waits_as_asked_and_is_repeated()
    {
        var exchanges = Recording.Read("1.36", "too-many-requests");
        await using var cluster = new ScriptedCluster()
            .On("GET", exchanges[0].Path, exchanges[0].Answer(), exchanges[2].Answer());
        var timers = new ManualTimers();
        using var client = new ApiClient(
            ClusterConnection.Plain("recorded", cluster.Address), new ApiClientOptions { Timers = timers });

        var answer = await client.GetAsync(ApiResource.Deployments, "todo-rbac", "todo-frontend", default);

        Assert.IsType<ApiAnswer<JsonElement>.Answered>(answer);
        Assert.Equal([TimeSpan.FromSeconds(1)], timers.Waits);
    }

    [Fact]
    public async Task A_write_turned_away_by_priority_is_not_repeated()
    {
        var exchange = Recording.Read("1.36", "too-many-requests")[1];
        await using var cluster = new ScriptedCluster().On("PATCH", exchange.Path, exchange.Answer());
        using var client = new ApiClient(ClusterConnection.Plain("recorded", cluster.Address));

        var answer = await client.SendAsync("PATCH", exchange.Path, exchange.RequestBytes());

        Assert.Equal(ApiErrorKind.TooManyRequests, Assert.IsType<ApiAnswer<JsonElement>.Failed>(answer).Error.Kind);
        Assert.Single(cluster.Received);
    }

    [Fact]
    public async Task A_list_is_read_to_its_last_page()
    {
        foreach (var version in Recording.Versions)
        {
            var pages = Recording.Read(version, "deployment-list-limit-continue").Where(each =>
                each.Status == 200).ToList();
            await using var cluster = new ScriptedCluster()
                .On("GET", pages[0].Path, [.. pages.Select(each => each.Answer())]);
            using var client = new ApiClient(ClusterConnection.Plain("recorded", cluster.Address));

            var listing = Assert.IsType<ApiListing.Complete>(
                await client.ListAsync(ApiResource.Deployments, pages[0].Path.Split('/')[5], null, default));

            var whole = new List<string>();
            foreach (var page in pages)
            {
                whole.AddRange(page.Body!["items"]!.AsArray().Select(item =>
                    item!["metadata"]!["name"]!.GetValue<string>()));
                if (page.Body["metadata"]!["continue"] is null) break;
            }

            Assert.Equal(whole,
                listing.Items.Select(item => item.GetProperty("metadata").GetProperty("name").GetString()));
            Assert.Contains("continue=", cluster.Received[^1].Query, StringComparison.Ordinal);
        }
    }

    private static async Task<ApiAnswer<JsonElement>> ReplayAsync(RecordedExchange exchange)
    {
        await using var cluster = new ScriptedCluster().On(exchange.Method, exchange.Path, exchange.Answer());
        using var client = new ApiClient(
            ClusterConnection.Plain("recorded", cluster.Address), new ApiClientOptions { Repetitions = 0 });
        return await client.SendAsync(
            exchange.Method, exchange.Target, exchange.RequestBytes(), exchange.RequestType);
    }

    private static string? Kind(JsonElement body) =>
        body.TryGetProperty("kind", out var kind) ? kind.GetString() : null;
}
