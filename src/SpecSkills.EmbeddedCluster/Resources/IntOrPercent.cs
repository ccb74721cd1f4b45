using System.Globalization;
using SpecSkills.EmbeddedCluster.Validation;

namespace SpecSkills.EmbeddedCluster.Resources;

/// <summary>A count or a percentage of a count, e.g. maxSurge <c>1</c> or <c>25%</c>.</summary>
internal static class IntOrPercent
{
    /// <summary>The count it comes to; zero when it is neither.</summary>
    public static int Scale(Value? value, long total, bool roundUp)
    {
        if (value is Num { Integer: { } count })
            return (int)Math.Clamp(count, 0, int.MaxValue);
        if (Percent(value) is not { } percent)
            return 0;
        var scaled = total * percent;
        return (int)Math.Min(int.MaxValue, roundUp ? (scaled + 99) / 100 : scaled / 100);
    }

    public static bool IsZero(Value? value) => value is Num { Integer: 0 } || Percent(value) == 0;

    public static void Validate(Value? value, string field, ValidationErrors errors, bool notAbove100)
    {
        if (value is Num { Integer: < 0 and var count })
            errors.Invalid(field, count, "must be greater than or equal to 0");
        if (value is not Str { Text: var text })
            return;
        if (Percent(value) is not { } percent)
            errors.Invalid(field, text!,
                "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', "
                + "regex used for validation is '[0-9]+%')");
        else if (notAbove100 && percent > 100)
            errors.InvalidAs(field, value, GoSyntax(value), "must not be greater than 100%");
    }

    public static string GoSyntax(Value value) => value is Num num
        ? $"intstr.IntOrString{{Type:0, IntVal:{num.Literal}, StrVal:\"\"}}"
        : $"intstr.IntOrString{{Type:1, IntVal:0, StrVal:{value}}}";

    private static long? Percent(Value? value) =>
        value is Str { Text: var text } && text.EndsWith('%')
        && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture,
            out var percent)
            ? percent
            : null;
}
