using System.Globalization;
using SpecSkills.Core.Primitives;
using Xunit;

namespace SpecSkills.Tests.Decisions;

public class ObservedTextTests
{
    [Theory]
    [InlineData("2151.5789", "2152ms")]
    [InlineData("100.4", "100ms")]
    [InlineData("85.3412", "85.3ms")]
    [InlineData("220", "220ms")]
    [InlineData("0.04", "0ms")]
    public void Latencies_carry_no_unmeasured_digit(string value, string text) =>
        Assert.Equal(text, ObservedText.Milliseconds(decimal.Parse(value, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("72.142857", "72.14%")]
    [InlineData("85", "85%")]
    [InlineData("99.999", "100%")]
    public void Percentages_carry_two_digits_at_most(string value, string text) =>
        Assert.Equal(text, ObservedText.Percent(decimal.Parse(value, CultureInfo.InvariantCulture)));
}
