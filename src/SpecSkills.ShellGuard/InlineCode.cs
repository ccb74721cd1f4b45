using System.Text.RegularExpressions;

namespace SpecSkills.ShellGuard;

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
        "base64", "rev", "tac", "nl", "fold", "fmt", "sha256sum", "md5sum", "gzip", "paste", "comm", "pbcopy", "xclip",
    ];

    /// <summary>Files that a program which builds reads without being told to.</summary>
    public static readonly string[] ReadUnasked = ["Makefile", "makefile", "GNUmakefile", "justfile", "Rakefile"];

    /// <summary>Words of one call that are looked at; a longer one may hide its verb behind options.</summary>
    private const int MostWords = 64;

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
            ? Deny(by, "changes the cluster through a client library, without governance.") : null;
    }

    /// <summary>Arguments of an unknown program: it may run a whole command line among them.</summary>
    public static ShellVerdict.Denied? Passed(string name, IReadOnlyList<string> words)
    {
        if (GovernedPrograms.Knows(name) || PersonOnly.IsOurs(words)) return null;
        if (Inert.Contains(name)) words = [words[0], .. Run(name, words)];
        // The program may be ours under another name.
        if (PersonOnly.In(string.Join(' ', words.Skip(1))) is { } decision) return decision;
        foreach (var word in words.Skip(1))
            if (word.Contains(' ', StringComparison.Ordinal) && Called(word) is { } inside) return inside;
        for (var i = 1; i < words.Count; i++)
            if (GovernedPrograms.Name(words[i]) is "kubectl" or "helm" && i + 1 < words.Count
                && Called(GovernedPrograms.Name(words[i]), [.. words.Skip(i).Take(MostWords + 1)]) is { } denied)
                return denied;
        return null;
    }

    /// <summary>
    /// The input of an unknown program may be commands to it: <c>newgrp docker &lt;&lt;&lt; 'kubectl'</c>.
    /// </summary>
    public static ShellVerdict.Denied? Read(string name, IReadOnlyList<string> words, string input) =>
        GovernedPrograms.Knows(name) || PersonOnly.IsOurs(words)
        || (Inert.Contains(name) && !Run(name, words).Any()) ? null : Called(input);

    /// <summary>The words that a program runs although it otherwise only shows or stores text.</summary>
    private static IEnumerable<string> Run(string name, IReadOnlyList<string> words)
    {
        if (words.Any(word => word.Contains("=!", StringComparison.Ordinal) || word is ['!', ..] or ['+', '!', ..]))
            return words.Skip(1);
        var verb = words.Skip(1).FirstOrDefault(word => word is not ['-', ..]) ?? "";
        return name switch
        {
            // git -c core.pager=..., with any verb; a commit's message is not a command.
            "git" when words.Any(word => word is "config" or "bisect" or "submodule" or "filter-branch" or "rebase"
                or "difftool") => words.Skip(1),
            "git" => ProgramOptions.ValuesOf(words, "-c").Where(value => value.Contains('=', StringComparison.Ordinal)),
            "npm" or "cargo" or "dotnet" or "code" =>
                verb is "run" or "exec" or "x" or "pkg" or "set" or "script" or "fsi" ? words.Skip(1) : [],
            "sed" => words.Any(word => SedRuns().IsMatch(word)) ? words.Skip(1) : [],
            _ => [],
        };
    }

    /// <summary>Words that follow a program's name as they would on a command line or in a list of arguments.</summary>
    public static ShellVerdict.Denied? Called(string text)
    {
        foreach (Match match in ProgramName().Matches(text))
        {
            var name = GovernedPrograms.Name(match.Value);
            var line = text.AsSpan(match.Index);
            var end = line.IndexOfAny(";\n|&)");
            var words = Words(end > 0 ? line[..end] : line);
            if (Called(name, words) is { } denied) return denied;
        }

        return null;
    }

    private static List<string> Words(ReadOnlySpan<char> line)
    {
        var words = new List<string>();
        foreach (var match in ArgumentWord().EnumerateMatches(line))
        {
            words.Add(line.Slice(match.Index, match.Length).ToString());
            if (words.Count > MostWords) break;
        }

        return words;
    }

    private static ShellVerdict.Denied? Called(string name, List<string> words)
    {
        // nix run nixpkgs#kubectl -- delete
        if (words is [_, "--", ..]) words.RemoveAt(1);
        return words.Count > MostWords
            ? Deny(name, "cannot be checked in this form: write the command without variables.")
            : GovernedPrograms.Judge(name, words);
    }

    private static ShellVerdict.Denied Deny(string by, string why) => new(by, why, Instead);

    [GeneratedRegex(
        @"\A(python[0-9.]*|pypy3?|perl[0-9.]*|ruby|node|nodejs|deno|bun|php|lua[0-9.]*|tclsh|wish|expect|"
        + @"osascript|pwsh|powershell|g?awk|mawk|tmux|screen|socat|vim?|nvim|ex|ed|emacs|groovy|jshell|R|Rscript|"
        + @"julia|ipython|zellij|dotnet-script|csi|crontab|uv|g?make|just|rake)\z", RegexOptions.IgnoreCase)]
    private static partial Regex InterpreterName();

    [GeneratedRegex(@"\A-[a-zA-Z]*[ceErS]\z")]
    private static partial Regex CodeOption();

    [GeneratedRegex(
        @"(?<![A-Za-z0-9_-])(kubectl|helm|minikube|docker|podman|oc)(?![A-Za-z0-9_])"
        + @"(?=['""]?[\s,'""\]])")]
    private static partial Regex ProgramName();

    [GeneratedRegex(@"[^\s'"",\[\](){}]+")]
    private static partial Regex ArgumentWord();

    // 1e kubectl, s/x/kubectl/e
    [GeneratedRegex(@"(\A|[0-9$/;{}\s])e\s|[/|#,][gpimI0-9]*e[gpimI0-9]*\s*(\z|[;}])")]
    private static partial Regex SedRuns();

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
