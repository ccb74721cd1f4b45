using System.Globalization;
using System.Net;
using System.Text;
using SpecSkills.EmbeddedCluster.Metrics.PromQl;
using SpecSkills.EmbeddedCluster.Requests;

namespace SpecSkills.EmbeddedCluster.Metrics;

/// <summary>Parameters of a query, from the URL or a form, and the two ways to write a time and a duration.</summary>
internal sealed class PrometheusParameters
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const decimal LargestUnixSeconds = 253_402_300_799; // the end of the year 9999

    private readonly List<KeyValuePair<string, string>> values;

    public PrometheusParameters(ApiRequest request)
    {
        values = [.. request.Query];
        if (request.Method != "POST" || request.ContentType?.StartsWith(FormType, StringComparison.Ordinal) != true)
            return;
        foreach (var pair in Encoding.UTF8.GetString(request.Body.Span).Split('&'))
        {
            var parts = pair.Split('=', 2);
            values.Add(new(WebUtility.UrlDecode(parts[0]), parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : ""));
        }
    }

    public string this[string name] =>
        values.Find(pair => string.Equals(pair.Key, name, StringComparison.Ordinal)).Value ?? "";

    /// <summary>Milliseconds of the epoch from Unix seconds with a fraction or RFC 3339.</summary>
    public long Time(string name, string prefix = "")
    {
        var text = this[name];
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) <= LargestUnixSeconds)
            return (long)(seconds * 1000);
        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : throw Invalid(name, $"{prefix}cannot parse \"{text}\" to a valid timestamp");
    }

    public long Duration(string name)
    {
        var text = this[name];
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) <= LargestUnixSeconds)
            return (long)(seconds * 1000);
        return PromDuration.TryParse(text, out var milliseconds)
            ? milliseconds
            : throw Invalid(name, $"cannot parse \"{text}\" to a valid duration");
    }

    public static PromQlException Invalid(string name, string why) => new($"invalid parameter \"{name}\": {why}");
}
