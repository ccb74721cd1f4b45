using System.Text.RegularExpressions;

namespace SpecSkills.Tests.House;

/// <summary>The types a source file declares at its top level, by their names.</summary>
internal static partial class SourceTypes
{
    public static IEnumerable<string> NamesIn(string source) =>
        Declaration().Matches(source).Select(match => match.Groups["name"].Value);

    public static string NamespaceOf(string source) => Namespace().Match(source).Groups[1].Value;

    [GeneratedRegex(
        @"^(?:\[[^\]]*\]\s*)*(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|ref|unsafe)\s+)*"
        + @"(?:(?:record struct|record class|class|record|struct|interface|enum)\s+(?<name>\w+)"
        + @"|delegate\s[^;(]*?(?<name>\w+)\s*(?:<[^>]*>)?\()",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
