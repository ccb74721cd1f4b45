using System.Globalization;
using System.Text.RegularExpressions;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints.Reading;

/// <summary>
/// The value formats of blueprints and policies. Bounds are generous: they catch slips, not opinions.
/// </summary>
internal static partial class Formats
{
    /// <summary>
    /// A thousand pods of one service are past anything a local cluster holds; 100,000 is past any cluster.
    /// </summary>
    public const int ReplicaLimit = 100_000;

    /// <summary>Thresholds are relative to the request, and usage may be many times that.</summary>
    public const int ThresholdLimitPercent = 1000;

    /// <summary>One line of prose.</summary>
    public const int TextLengthLimit = 1000;

    public static readonly ScalarFormat<Percentage> Percent = PercentUpTo(100);

    /// <summary>A goal of nothing would divide by it.</summary>
    public static readonly ScalarFormat<Percentage> Utilization = Percent with
    {
        Noun = "a percentage from 1% to 100%",
        Example = "70%",
        InRange = percentage => percentage.Value is >= 1 and <= 100,
    };

    public static readonly ScalarFormat<Percentage> Threshold = PercentUpTo(ThresholdLimitPercent);

    public static readonly ScalarFormat<RequestRate> Rate =
        new("a rate in requests per second", "100 req/s", RequestRate.TryParse) { Suggest = RateSuggestion };

    public static readonly ScalarFormat<Money> Money =
        new("an amount and a currency of three capital letters", "100 USD", Primitives.Money.TryParse)
        {
            Suggest = MoneySuggestion,
        };

    public static readonly ScalarFormat<CpuQuantity> Cpu =
        new("a cpu quantity from 1m to 1024 cores", "50m", CpuQuantity.TryParse)
        {
            AllowsNumber = true,
            InRange = cpu => cpu.Millicores is >= 1 and <= 1_024_000,
            HasForm = text => QuantityForm().IsMatch(text),
            Suggest = CpuSuggestion,
        };

    public static readonly ScalarFormat<ByteQuantity> Memory =
        new("a memory quantity from 1Mi to 64Ti", "128Mi", ByteQuantity.TryParse)
        {
            AllowsNumber = true,
            InRange = memory => memory.Bytes is >= 1L << 20 and <= 1L << 46,
            HasForm = text => QuantityForm().IsMatch(text),
            Suggest = MemorySuggestion,
        };

    public static readonly ScalarFormat<bool> Boolean =
        new("true or false", "true", bool.TryParse) { IsBoolean = true, Suggest = BooleanSuggestion };

    public static readonly ScalarFormat<decimal> Weight = new("a number such as a weight", "0.5", TryWeight)
    {
        IsNumber = true,
        InRange = weight => weight <= 1000,
        Suggest = text => TryWeight(text, out _) ? $"Write {text} without quotes." : null,
    };

    public static readonly ScalarFormat<SemanticVersion> Version =
        new("a version of three numbers", "1.0.0", SemanticVersion.TryParse) { Suggest = VersionSuggestion };

    public static readonly ScalarFormat<DateOnly> Date = new("a date", "2026-02-10", TryDate);

    public static readonly ScalarFormat<string> Text =
        new($"a text of at most {TextLengthLimit} characters", "Todo chatbot frontend", TryText)
        {
            Suggest = text => text.Length > TextLengthLimit ? "Shorten it."
                : "Put it in quotes if it is meant as a text.",
        };

    public static readonly ScalarFormat<string> Name =
        new($"a Kubernetes name ({KubernetesName.Allowed})", "todo-frontend", TryName) { Suggest = NameSuggestion };

    public static readonly ScalarFormat<Uri> HttpUrl =
        new("an http or https URL without user or password", "http://prometheus:9090", TryHttpUrl);

    public static readonly ScalarFormat<string> Surge =
        new("a count of pods or a percentage of them", "1 or 25%", TrySurge)
        {
            AllowsNumber = true,
            Suggest = text => TrySurge(text.Trim('-', '+', ' '), out var better) ? $"Write {better}." : null,
        };

    /// <summary>
    /// Whole numbers. Out of range is a finding about meaning; outside 32 bits there is no value at all.
    /// </summary>
    public static ScalarFormat<int> Integer(int least, int most, string example) =>
        new($"a whole number from {least} to {most}", example, TryInteger)
        {
            IsNumber = true,
            InRange = number => number >= least && number <= most,
            Suggest = IntegerSuggestion,
        };

    /// <summary>A duration within bounds, both included.</summary>
    public static ScalarFormat<TimeSpan> Duration(string least, string most, string example)
    {
        if (!DurationText.TryParse(least, out var from) || !DurationText.TryParse(most, out var to))
            throw new ArgumentException("Bounds are durations.", nameof(least));
        return new($"a duration from {least} to {most}", example, DurationText.TryParse)
        {
            InRange = duration => duration >= from && duration <= to,
            HasForm = text => DurationForm().IsMatch(text),
            Suggest = text => DurationSuggestion(text, example),
        };
    }

    /// <summary>One of a few words.</summary>
    public static ScalarFormat<T> OneOf<T>(params (string Word, T Value)[] choices)
    {
        var words = choices.Select(choice => choice.Word).ToArray();
        return new($"one of {string.Join(", ", words)}", words[0], Parse)
        {
            Code = DiagnosticCodes.UnknownWord,
            Suggest = text => Spelling.Closest(text, words) is { } word ? $"Did you mean {word}?" : null,
        };

        bool Parse(string text, out T value)
        {
            var index = Array.IndexOf(words, text);
            value = index < 0 ? default! : choices[index].Value;
            return index >= 0;
        }
    }

    /// <summary>A text of a given form.</summary>
    public static ScalarFormat<string> Pattern(string noun, string example, Regex pattern) =>
        new(noun, example, (string text, out string value) =>
        {
            value = text;
            return pattern.IsMatch(text);
        });

    private static ScalarFormat<Percentage> PercentUpTo(int most) =>
        new($"a percentage from 0% to {most}%", "80%", Percentage.TryParse)
        {
            InRange = percentage => percentage.Value <= most,
            Suggest = PercentSuggestion,
        };

    private static bool TryInteger(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryWeight(string text, out decimal value) =>
        decimal.TryParse(
            text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out value);

    private static bool TryDate(string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    private static bool TryText(string text, out string value)
    {
        value = text;
        return text.Length <= TextLengthLimit;
    }

    private static bool TryName(string text, out string value)
    {
        value = text;
        return KubernetesName.IsValid(text);
    }

    private static bool TryHttpUrl(string text, out Uri value)
    {
        // A query or fragment would swallow the API path that is put behind it.
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url) && text.Length <= 2000
            && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && HttpUrlPattern().IsMatch(text);
        value = isUrl ? url! : null!;
        return isUrl;
    }

    private static bool TrySurge(string text, out string value)
    {
        value = text;
        return SurgePattern().IsMatch(text);
    }

    [GeneratedRegex(@"\A(0|[1-9][0-9]{0,4}|(0|[1-9][0-9]?|100)%)\z", RegexOptions.CultureInvariant)]
    private static partial Regex SurgePattern();

    [GeneratedRegex(
        @"\A\+?([0-9]+\.?[0-9]*|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex QuantityForm();

    [GeneratedRegex(@"\A(0|[1-9][0-9]*)(\.[0-9]+)?(ms|s|m|h|d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex DurationForm();

    [GeneratedRegex(@"\Ahttps?://[A-Za-z0-9.\-\[\]:]+(/[A-Za-z0-9._~/-]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HttpUrlPattern();
}
