using SpecSkills.EmbeddedCluster.Metrics.PromQl;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Metrics;

/// <summary>
/// Prometheus' query API over a source of series: <c>GET</c> or <c>POST</c> of <c>/api/v1/query</c> and
/// <c>/api/v1/query_range</c> under a prefix, as a Prometheus started with <c>--web.route-prefix</c> serves it.
/// Answers and error texts have the shape of Prometheus 2; what the subset of PromQL leaves out is answered 400
/// <c>bad_data</c>.
/// </summary>
public sealed class PrometheusRoute : IMountedRoute
{
    /// <summary>The base URL of the embedded cluster's Prometheus is the cluster's own followed by this.</summary>
    public const string DefaultPrefix = "/prometheus";

    /// <summary>Prometheus' own bound on the points of one series in a range query.</summary>
    public const int MaximumPoints = 11_000;

    /// <summary>The longest query taken; ten times the longest default.</summary>
    public const int MaximumQueryLength = 16_384;

    /// <summary>
    /// Characters of the queries whose parsed form is kept. A client that polls sends the same queries again: an agent
    /// sends up to six a service, of some 300 characters, and a thousand services fit in.
    /// </summary>
    private const int MaximumRemembered = 4 * 1024 * 1024;

    private readonly Dictionary<string, PromExpression> parsed = new(StringComparer.Ordinal);
    private int remembered;
    private readonly ISeriesSource source;
    private readonly IPrometheusDistortions? distortions;
    private readonly string prefix;

    /// <param name="source">Where the series come from.</param>
    /// <param name="distortions">When its answers are wrong; null for never.</param>
    /// <param name="prefix">The path before <c>/api/v1</c>; may be empty.</param>
    public PrometheusRoute(
        ISeriesSource source, IPrometheusDistortions? distortions = null, string prefix = DefaultPrefix)
    {
        this.source = source;
        this.distortions = distortions;
        this.prefix = prefix;
    }

    /// <inheritdoc />
    public ApiResponse? Handle(ApiRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Path != $"{prefix}/api/v1/query" && request.Path != $"{prefix}/api/v1/query_range")
            return null;
        if (request.Method is not ("GET" or "POST"))
            return ApiResponse.Text(405, "Method Not Allowed\n").WithHeader("Allow", "GET, OPTIONS, POST");
        return Answer(request, request.Path.EndsWith("_range", StringComparison.Ordinal), now);
    }

    private ApiResponse Answer(ApiRequest request, bool range, DateTimeOffset now)
    {
        PromExpression expression;
        PrometheusWindow window;
        try
        {
            var parameters = new PrometheusParameters(request);
            window = range ? PrometheusWindow.Range(parameters) : PrometheusWindow.Instant(parameters, now);
            expression = Parse(parameters["query"], range);
        }
        catch (PromQlException refused)
        {
            return PrometheusJson.Error(400, "bad_data", refused.Message);
        }
        var distortion = distortions?.DistortionAt(now);
        if (distortion is PrometheusDistortion.AnswersOld old)
            window = window.Earlier((long)old.Age.TotalMilliseconds);
        try
        {
            var evaluator = new PromEvaluator(Series(now, distortion));
            var json = new PrometheusJson(distortion is PrometheusDistortion.NotANumber);
            return range ? json.Range(expression, evaluator, window) : json.Instant(expression, evaluator, window.End);
        }
        catch (PromQlException failed)
        {
            return PrometheusJson.Error(422, "execution", failed.Message);
        }
    }

    private List<TimeSeries> Series(DateTimeOffset now, PrometheusDistortion? distortion)
    {
        var series = source.Series(now).ToList();
        if (distortion is not PrometheusDistortion.ScrapesStopped stopped)
            return series;
        var last = stopped.Since.ToUnixTimeMilliseconds();
        return
        [
            .. series.Select(one => one with
            {
                Read = (from, to) => one.Read(from, Math.Min(to, last)),
                EndsAtMilliseconds = one.EndsAtMilliseconds > last ? null : one.EndsAtMilliseconds,
            }),
        ];
    }

    private PromExpression Parse(string query, bool range)
    {
        if (query.Length > MaximumQueryLength)
            throw PrometheusParameters.Invalid("query", $"longer than {MaximumQueryLength} characters");
        try
        {
            var expression = Parsed(query);
            return range && expression.Type == PromType.Matrix
                ? throw new PromQlException(
                    "invalid expression type \"range vector\" for range query, must be Scalar or instant Vector")
                : expression;
        }
        catch (PromQlException refused) when (!range)
        {
            // Only the instant query names its parameter.
            throw PrometheusParameters.Invalid("query", refused.Message);
        }
    }

    private PromExpression Parsed(string query)
    {
        if (parsed.TryGetValue(query, out var known))
            return known;
        var expression = PromParser.Parse(query);
        if (remembered + query.Length > MaximumRemembered)
        {
            parsed.Clear();
            remembered = 0;
        }

        remembered += query.Length;
        return parsed[query] = expression;
    }
}
