using System.Text.RegularExpressions;

namespace SpecSkills.ShellGuard;

/// <summary>
/// The judgement of a line that cannot be checked: denied if kubectl or helm occurs at all, in any quoting, or anything
/// else that is never allowed.
/// </summary>
internal static partial class WordsAlone
{
    /// <summary>Null: none of the words occurs.</summary>
    public static ShellVerdict.Denied? Judge(string text)
    {
        foreach (var reading in Readings(text))
        {
            if (ProgramWord().Match(reading) is { Success: true } match)
                return new ShellVerdict.Denied(
                    match.Value.ToLowerInvariant(), "occurs in a command line that cannot be checked.",
                    "Read-only commands are allowed; write the command without variables. Changes go through the MCP "
                    + "tools decision_propose, governance_check and execution_apply.");
            if (PersonOnly.In(reading) is { } decision) return decision;
        }

        return GuardedPaths.InCode("a command line that cannot be checked", text);
    }

    private static IEnumerable<string> Readings(string text)
    {
        yield return text;
        var plain = Disguise().Replace(text, "");
        yield return plain;
        foreach (var hidden in HiddenText.In(plain)) yield return hidden;
    }

    [GeneratedRegex(@"kubectl|(?<![a-z])helm(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex ProgramWord();

    [GeneratedRegex(@"\\\r?\n|['""\\]|\$\{?[@*]\}?")]
    private static partial Regex Disguise();
}
