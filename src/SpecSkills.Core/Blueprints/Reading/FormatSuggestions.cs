using System.Globalization;
using System.Text.RegularExpressions;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Blueprints.Reading;

/// <summary>The value that was probably meant, per format, for the common slips.</summary>
internal static partial class Formats
{
    private static string? PercentSuggestion(string text)
    {
        var compact = Compact(text);
        if (Percentage.TryParse(compact, out _)) return $"Write {compact}.";
        if (Percentage.TryParse($"{compact.TrimStart('%')}%", out var plain))
        {
            // A fraction below one is nearly always a ratio: 0.8 for 80%.
            if (plain.Value is > 0 and < 1) return $"Write {new Percentage(plain.Value * 100)} if a ratio was meant.";
            return $"Write {plain}.";
        }

        return null;
    }

    private static string? DurationSuggestion(string text, string example)
    {
        var compact = Compact(text).ToLowerInvariant();
        if (DurationText.TryParse(compact, out _)) return $"Write {compact}.";
        if (PlainNumber().IsMatch(compact)) return $"Add a unit (ms, s, m, h or d), as in {example}.";
        var longUnit = LongUnit().Match(compact);
        if (longUnit.Success)
        {
            var unit = longUnit.Groups[2].Value;
            return $"Write {longUnit.Groups[1].Value}{(unit.StartsWith("ms", StringComparison.Ordinal)
                || unit.StartsWith("mil", StringComparison.Ordinal) ? "ms" : unit[..1])}.";
        }

        return CompoundDuration().IsMatch(compact) ? $"Write it in one unit, as in {example}." : null;
    }

    private static string? RateSuggestion(string text)
    {
        var number = LeadingNumber().Match(text);
        return number.Success && RequestRate.TryParse($"{number.Value} req/s", out var rate) ? $"Write {rate}." : null;
    }

    private static string? MoneySuggestion(string text)
    {
        var compact = Compact(text);
        var currency = compact.Contains('$') ? "USD" : compact.Contains('€') ? "EUR"
            : CurrencyLetters().Match(compact).Value;
        var number = AnyNumber().Match(compact);
        if (!number.Success) return null;
        var better = $"{number.Value} {(currency.Length == 3 ? currency.ToUpperInvariant() : "USD")}";
        return Primitives.Money.TryParse(better, out _) ? $"Write {better}." : null;
    }

    private static string? CpuSuggestion(string text)
    {
        var compact = Compact(text);
        if (compact.EndsWith('M') || compact.EndsWith("mi", StringComparison.OrdinalIgnoreCase))
            return $"M means millions of cores: write {compact.TrimEnd('M', 'm', 'i', 'I')}m for thousandths.";
        if (compact.EndsWith("mcpu", StringComparison.OrdinalIgnoreCase)) return $"Write {compact[..^3]}.";
        if (compact.EndsWith('%')) return "Write millicores: 500m is half a core.";
        return CpuQuantity.TryParse(compact, out _) && compact != text ? $"Write {compact}." : null;
    }

    private static string? MemorySuggestion(string text)
    {
        var compact = Compact(text);
        if (compact.EndsWith('m')) return $"m means thousandths of a byte: write {compact[..^1]}Mi.";
        var number = AnyNumber().Match(compact).Value;
        var unit = compact[number.Length..].ToLowerInvariant();
        var suffix = unit switch
        {
            "kb" or "ki" or "kib" => "Ki",
            "mb" or "mi" or "mib" => "Mi",
            "gb" or "gi" or "gib" or "g" => "Gi",
            "tb" or "ti" or "tib" or "t" => "Ti",
            "" when compact == text => "Mi",
            _ => null,
        };
        if (suffix is not null && number.Length > 0) return $"Write {number}{suffix}.";
        return ByteQuantity.TryParse(compact, out _) && compact != text ? $"Write {compact}." : null;
    }

    private static string? BooleanSuggestion(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "on" or "true" or "1" or "y" => "Write true.",
        "no" or "off" or "false" or "0" or "n" => "Write false.",
        _ => null,
    };

    private static string? VersionSuggestion(string text)
    {
        var body = text.TrimStart('v', 'V');
        if (SemanticVersion.TryParse(body, out _)) return $"Write {body}.";
        for (var padded = $"{body}.0"; padded.Length < 32; padded += ".0")
            if (SemanticVersion.TryParse(padded, out _))
                return $"Write all three numbers: {padded}.";
        return null;
    }

    private static string? NameSuggestion(string text)
    {
        var better = text.ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        return better != text && KubernetesName.IsValid(better) ? $"Write {better}." : null;
    }

    private static string? IntegerSuggestion(string text)
    {
        if (TryInteger(text, out _)) return $"Write {text} without quotes.";
        var compact = Compact(text).TrimEnd('s', 'S');
        if (TryInteger(compact, out var seconds)) return $"Write {seconds}: the unit is fixed.";
        return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? $"Write {decimal.Truncate(number).ToString(CultureInfo.InvariantCulture)}." : null;
    }

    private static string Compact(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\A[0-9]+(\.[0-9]+)?\z")]
    private static partial Regex PlainNumber();

    [GeneratedRegex(@"\A[0-9]+(\.[0-9]+)?")]
    private static partial Regex LeadingNumber();

    [GeneratedRegex(@"[0-9]+(\.[0-9]+)?")]
    private static partial Regex AnyNumber();

    [GeneratedRegex(@"[A-Za-z]{3}")]
    private static partial Regex CurrencyLetters();

    [GeneratedRegex(
        @"\A([0-9]+(?:\.[0-9]+)?)(msecs?|millis|milliseconds?|secs?|seconds?|mins?|minutes?|hours?|hrs?|days?)\z")]
    private static partial Regex LongUnit();

    [GeneratedRegex(@"\A([0-9]+[a-z]+){2,}\z")]
    private static partial Regex CompoundDuration();
}
