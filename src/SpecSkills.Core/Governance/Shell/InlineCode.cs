using System.Text.RegularExpressions;

namespace SpecSkills.Core.Governance.Shell;

/// <summary>Code of other languages inside a command line. It is not parsed: its words decide.</summary>
internal static partial class InlineCode
{
    private const string Instead = "Use the MCP tools decision_propose, governance_check and execution_apply.";

    /// <summary>Programs that only show or search text: a command line inside their words runs nowhere.</summary>
    private static readonly string[] Inert =
    [
        "echo", "printf", "grep", "rg", "egrep", "fgrep", "ag", "ack", "cat", "bat", "less", "more", "head", "tail",
        "ls", "test", "[", "sed", "jq", "yq", "sort", "uniq", "wc", "diff", "cmp", "tee", "tr", "cut", "read", "export",
        "git", "gh", "apt", "apt-get", "brew", "dnf", "yum", "apk", "pacman", "snap", "npm", "pip", "cargo", "mkdir",
        "touch", "rm", "mv", "cp", "ln", "chmod", "chown", "stat", "file", "du", "install", "curl", "wget", "cd",
        "pgrep", "find", "fd", "tree", "dotnet", "code", "true", "false", ":", "column", "xxd", "pre-commit", "awk",
    ];

    /// <summary>True for programs that run a text handed to them.</summary>
    public static bool IsInterpreter(string name) =>
        InterpreterName().IsMatch(name);

    /// <summary>What is handed over by <c>-c</c>, <c>-e</c> and the like.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<string> words)
    {
        for (var i = 1; i + 1 < words.Count; i++)
            if (words[i] is "--eval" or "--command" or "--print" || CodeOption().IsMatch(words[i]))
                yield return words[i + 1];
        foreach (var word in words.Skip(1))
            if (word.Length > 40 || GovernedPrograms.Name(words[0]) is "awk" or "gawk" or "mawk" or "expect" or "tmux"
                or "screen" or "socat" or "vim" or "vi" or "nvim" or "ex" or "emacs" or "osascript" or "zellij")
                yield return word;
        if (GovernedPrograms.Name(words[0]) is "tmux" or "screen" or "zellij")
            yield return string.Join(' ', words.Skip(1));
    }

    /// <summary>Null: nothing in it reaches the cluster or decides.</summary>
    public static ShellVerdict.Denied? Judge(string by, string code)
    {
        if (PersonOnly.In(code) is { } decision) return decision;
        if (GuardedPaths.InCode(by, code) is { } path) return path;
        if (ApiCalls.InCode(by, code) is { } call) return call;
        foreach (var text in HiddenText.In(code).Prepend(code))
        {
            if (Called(text) is { } called) return called;
            if (text.Length < 20_000 && Squeezed().Replace(text, "").ToLowerInvariant() is var squeezed
                && (squeezed.Contains("kubectl", StringComparison.Ordinal)
                    || squeezed.Contains("ltcebuk", StringComparison.Ordinal))
                && !text.Contains("kubectl", StringComparison.OrdinalIgnoreCase))
                return Deny(by, "hides kubectl in its code.");
        }

        return ClientLibrary().IsMatch(code) && ClientWrite().IsMatch(code)
            ? Deny(by, "changes the cluster through a client library, past governance.") : null;
    }

    /// <summary>Arguments of a program nobody knows: a whole command line among them may be run by it.</summary>
    public static ShellVerdict.Denied? Passed(string name, IReadOnlyList<string> words)
    {
        if (GovernedPrograms.Knows(name) || PersonOnly.IsOurs(words) || (Inert.Contains(name) && !words.Any(RunsShell)))
            return null;
        // The program may be ours under another name.
        if (PersonOnly.In(string.Join(' ', words.Skip(1))) is { } decision) return decision;
        foreach (var word in words.Skip(1))
            if (word.Contains(' ', StringComparison.Ordinal) && Called(word) is { } inside) return inside;
        for (var i = 1; i < words.Count; i++)
            if (GovernedPrograms.Name(words[i]) is "kubectl" or "helm" && i + 1 < words.Count
                && GovernedPrograms.Judge(GovernedPrograms.Name(words[i]), [.. words.Skip(i)]) is { } denied)
                return denied;
        return null;
    }

    /// <summary><c>git -c alias.x='!kubectl ...'</c>.</summary>
    private static bool RunsShell(string word) => word.Contains("=!", StringComparison.Ordinal) || word is ['!', ..];

    /// <summary>Words that follow a program's name as they would on a command line or in a list of arguments.</summary>
    public static ShellVerdict.Denied? Called(string text)
    {
        foreach (Match match in ProgramName().Matches(text).Take(20))
        {
            var name = GovernedPrograms.Name(match.Value);
            var line = text[match.Index..];
            var end = line.AsSpan().IndexOfAny(";\n|&)");
            var words = ArgumentWord().Matches(end > 0 ? line[..end] : line).Select(one => one.Value).ToList();
            if (GovernedPrograms.Judge(name, words) is { } denied) return denied;
        }

        return null;
    }

    private static ShellVerdict.Denied Deny(string by, string why) => new(by, why, Instead);

    [GeneratedRegex(
        @"\A(python[0-9.]*|pypy3?|perl[0-9.]*|ruby|node|nodejs|deno|bun|php|lua[0-9.]*|tclsh|wish|expect|"
        + @"osascript|pwsh|powershell|g?awk|mawk|tmux|screen|socat|vim?|nvim|ex|ed|emacs|groovy|jshell|R|Rscript|"
        + @"julia|ipython|zellij|dotnet-script|csi|crontab|uv)\z", RegexOptions.IgnoreCase)]
    private static partial Regex InterpreterName();

    [GeneratedRegex(@"\A-[a-zA-Z]*[ceErS]\z")]
    private static partial Regex CodeOption();

    [GeneratedRegex(
        @"(?<![A-Za-z0-9_-])(?:[./\w-]*/)?(kubectl|helm|minikube|docker|podman|oc)(?![A-Za-z0-9_])"
        + @"(?=['""]?[\s,'""\]])")]
    private static partial Regex ProgramName();

    [GeneratedRegex(@"[^\s'"",\[\](){}]+")]
    private static partial Regex ArgumentWord();

    [GeneratedRegex(@"[\s'""+.,\\&|-]+")]
    private static partial Regex Squeezed();

    [GeneratedRegex(
        @"(from|import|require\(['""]|use)\s*['""]?(@?kubernetes|pykube|lightkube|kr8s|docker|openshift)\b|"
        + "client-node")]
    private static partial Regex ClientLibrary();

    [GeneratedRegex(
        @"\b(patch|delete|create|replace|scale|apply|evict|remove|run|exec|stop|kill|annotate|label)(d?_|\(|[A-Z])|"
        + "connect_get")]
    private static partial Regex ClientWrite();
}
