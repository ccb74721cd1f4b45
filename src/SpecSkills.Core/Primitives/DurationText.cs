using System.Globalization;

namespace SpecSkills.Core.Primitives;

/// <summary>Durations as blueprints and records write them: a number and one of <c>ms s m h d</c>.</summary>
public static class DurationText
{
    /// <summary>Seconds to the microsecond, which is as far as <see cref="Format"/> prints them.</summary>
    private const int FractionDigitsLimit = 6;

    /// <summary>
    /// Reads <c>200ms</c>, <c>60s</c>, <c>15m</c>, <c>1h</c>, <c>90d</c>; false for anything else, a sign and fractions
    /// of a microsecond included.
    /// </summary>
    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = default;
        if (text is not { Length: > 1 and <= 20 }) return false;
        var unitAt = text.Length;
        while (unitAt > 0 && char.IsAsciiLetter(text[unitAt - 1])) unitAt--;
        var ticks = text[unitAt..] switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            "d" => TimeSpan.TicksPerDay,
            _ => 0,
        };
        if (ticks == 0) return false;
        if (!DecimalText.TryParse(text.AsSpan(0, unitAt), out var count, FractionDigitsLimit)) return false;
        if (count > TimeSpan.MaxValue.Ticks / ticks) return false;
        var exact = count * ticks;
        if (exact % TimeSpan.TicksPerMicrosecond != 0) return false;
        value = TimeSpan.FromTicks((long)exact);
        return true;
    }

    /// <summary>The shortest exact text: <c>1h</c>, <c>90s</c>, <c>2.3s</c>, <c>220ms</c>.</summary>
    public static string Format(TimeSpan value)
    {
        var ticks = value.Ticks;
        if (ticks == 0) return "0s";
        if (ticks % TimeSpan.TicksPerDay == 0) return $"{ticks / TimeSpan.TicksPerDay}d";
        if (ticks % TimeSpan.TicksPerHour == 0) return $"{ticks / TimeSpan.TicksPerHour}h";
        if (ticks % TimeSpan.TicksPerMinute == 0 && Math.Abs(ticks) > TimeSpan.TicksPerMinute)
            return $"{ticks / TimeSpan.TicksPerMinute}m";
        if (Math.Abs(ticks) < TimeSpan.TicksPerSecond) return Milliseconds(value);
        return (ticks / (decimal)TimeSpan.TicksPerSecond).ToString("0.######", CultureInfo.InvariantCulture) + "s";
    }

    /// <summary>Latencies are always shown in milliseconds: <c>1200ms</c>.</summary>
    public static string Milliseconds(TimeSpan value) =>
        (value.Ticks / (decimal)TimeSpan.TicksPerMillisecond).ToString("0.###", CultureInfo.InvariantCulture) + "ms";
}
