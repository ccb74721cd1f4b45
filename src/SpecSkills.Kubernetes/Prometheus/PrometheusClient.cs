using System.Globalization;
using System.Text.Json;
using SpecSkills.Kubernetes.Client;

namespace SpecSkills.Kubernetes.Prometheus;

/// <summary>
/// Asks a Prometheus query API for single values. It carries no credential of any cluster, follows no redirect and
/// repeats nothing: the next observation asks again.
/// </summary>
internal sealed class PrometheusClient : IDisposable
{
    /// <summary>One value is 200 bytes; a query that answers more than this answers many series.</summary>
    private const int MaximumAnswerBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private readonly ApiClientOptions options;
    private readonly HttpClient http;

    public PrometheusClient(ApiClientOptions options)
    {
        this.options = options;
        http = new HttpClient(Transport.Bare(options)) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", options.UserAgent);
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
    }

    /// <summary>Evaluates one query now.</summary>
    public async Task<PrometheusAnswer> QueryAsync(Uri server, string query, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.ReadTimeout, options.Timers);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            var target = new Uri(
                $"{server.ToString().TrimEnd('/')}/api/v1/query?query={Uri.EscapeDataString(query)}");
            using var response = await http.GetAsync(target, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var body = await BoundedBody.ReadAsync(response.Content, MaximumAnswerBytes, limit.Token);
            return body is null
                ? Failed("its answer is larger than 1 MiB; aggregate the query to one value")
                : Read((int)response.StatusCode, body);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (OperationCanceledException)
        {
            return Failed("no whole answer in time");
        }
        catch (Exception e) when (e
            is HttpRequestException or IOException or InvalidDataException or UriFormatException)
        {
            return Failed(e is UriFormatException ? "its URL is none" : TransportErrors.Read(e, server).Message);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>
    /// A sample:
    /// {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1763805600.1,"0.21"]}]}}.
    /// </summary>
    private static PrometheusAnswer Read(int status, byte[] body)
    {
        JsonElement answer;
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            answer = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return Failed($"its answer ({status}) is not JSON");
        }

        if (answer.TextAt("status") != "success")
            return Failed($"it answered {status}: {SafeText.Of(answer.TextAt("error") ?? "no success", 160)}");
        var result = answer.At("data", "result");
        return answer.TextAt("data", "resultType") switch
        {
            "scalar" => Sample(result),
            "vector" when result is { ValueKind: JsonValueKind.Array } series => series.GetArrayLength() switch
            {
                0 => Failed("no data: the query found no series; check its names and that the service is scraped"),
                1 => Sample(series[0].At("value")),
                var many => Failed($"the query answered {many} series; aggregate it to one, with sum or max"),
            },
            var other => Failed($"the query answered a {SafeText.Of(other, 20)}; it must give one instant value"),
        };
    }

    private static PrometheusAnswer Sample(JsonElement? pair)
    {
        if (pair is not { ValueKind: JsonValueKind.Array } sample || sample.GetArrayLength() != 2
            || sample[0].ValueKind != JsonValueKind.Number || !sample[0].TryGetDecimal(out var seconds)
            || sample[1].ValueKind != JsonValueKind.String
            || seconds is < 0 or > 253_402_300_799m)
            return Failed("its answer holds no sample");
        var at = DateTimeOffset.UnixEpoch.AddMilliseconds((double)decimal.Truncate(seconds * 1000));
        var text = sample[1].GetString();
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return new PrometheusAnswer.Value(number, at);
        // NaN, +Inf, -Inf, and what is too large to be a measurement of anything here.
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || text
            is "+Inf" or "-Inf"
            ? new PrometheusAnswer.Value(null, at)
            : Failed("its sample is no number");
    }

    private static PrometheusAnswer.Failed Failed(string why) => new($"Prometheus: {why}.");
}
