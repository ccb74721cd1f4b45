using SpecSkills.Core.Primitives;
using Xunit;

namespace SpecSkills.Tests.Governance;

public sealed class UntrustedTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("plain words", "plain words")]
    [InlineData("  two\r\n\tlines  ", "two lines")]
    [InlineData("\u001b[2J\u001b[1;1Happroved", "[2J[1;1Happroved")]
    [InlineData("a\u202eb\u2066c\u200fd\u200be\ufefff", "abcdef")]
    [InlineData("nul\0bell\u0007", "nulbell")]
    [InlineData("lone \ud800 surrogate", "lone surrogate")]
    [InlineData("zürich 東京 🚀", "zürich 東京 🚀")]
    public void Only_what_can_be_read_is_kept(string? text, string expected) =>
        Assert.Equal(expected, UntrustedText.Clean(text));

    [Fact]
    public void Long_text_is_cut_between_characters_and_says_so()
    {
        Assert.Equal("aaaaa…", UntrustedText.Clean(new string('a', 600), 5));
        Assert.Equal("aaaa…", UntrustedText.Clean("aaaa🚀🚀", 5));
        Assert.Equal(501, UntrustedText.Clean(new string('x', 100_000)).Length);
    }
}
