using System.Text.RegularExpressions;

namespace SpecSkills.ShellGuard;

/// <summary>Commands of our own that decide in a person's place.</summary>
internal static partial class PersonOnly
{
    private const string Why = "is a person's to type, in a terminal of their own.";

    private static readonly ProgramOptions Options =
        new("w", ["--workspace", "--cluster", "--kubeconfig", "--project", "--configuration", "--framework"]);

    private static readonly string[] Decisions =
    [
        "approvals approve", "approvals reject", "policy accept", "policy delegate", "breaker reset", "resume", "hook",
        "dashboard", "audit prune",
    ];

    /// <summary>True when these words call our own program, directly or through dotnet.</summary>
    public static bool IsOurs(IReadOnlyList<string> words) =>
        IsProgram(words[0])
        || (GovernedPrograms.Name(words[0]) is "dotnet" && words.Skip(1).Any(IsProgram));

    /// <summary>Null: it decides nothing.</summary>
    public static ShellVerdict.Denied? Judge(string name, IReadOnlyList<string> words)
    {
        if (!IsOurs(words)) return null;
        var own = IsProgram(words[0]) ? words : [.. words.SkipWhile(word => !IsProgram(word))];
        var verbs = new List<string>();
        for (var i = 1; i < own.Count; i++)
        {
            if (own[i] is ['-', _, ..])
            {
                if (own[i] != "--" && Options.TakesNext(own[i])) i++;
            }
            else verbs.Add(own[i]);
        }

        if (verbs.Count == 0) return null;
        var two = string.Join(' ', verbs.Take(2));
        if (verbs[0] == "doctor" && own.Any(word => word.StartsWith("--fix", StringComparison.Ordinal)))
            return Deny("specskills doctor --fix");
        if (verbs.Take(2).Any(word => word.Contains(ShellScope.Unknown, StringComparison.Ordinal)))
            return Deny("specskills " + two.Replace(ShellScope.Unknown, '?'));
        return Decisions.FirstOrDefault(one => one == verbs[0] || one == two) is { } decision
            ? Deny($"specskills {decision}") : null;
    }

    /// <summary>The same anywhere in a text that some other program will run.</summary>
    public static ShellVerdict.Denied? In(string text) =>
        DecisionIn().Match(text) is { Success: true } match
            ? Deny("specskills " + string.Join(' ', Word().Matches(match.Value).Select(one => one.Value))) : null;

    private static bool IsProgram(string word) =>
        GovernedPrograms.Name(word) is "specskills" or "specskills.dll" or "specskills.cli" or "specskills.cli.csproj";

    private static ShellVerdict.Denied Deny(string found) => new(
        found, Why,
        found is "specskills hook" or "specskills doctor --fix"
            ? "Ask the person."
            : "Tell the person what waits and which command decides it; governance_status shows it.");

    [GeneratedRegex(
        @"\bapprovals\W{1,9}(approve|reject)\b|\bpolicy\W{1,9}accept\b|\bbreaker\W{1,9}reset\b|"
        + @"\bspecskills(\.dll)?\W{1,9}(resume|hook|dashboard)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DecisionIn();

    [GeneratedRegex(@"(?!specskills)[a-z]+", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
