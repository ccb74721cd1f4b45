using System.Text.RegularExpressions;

namespace SpecSkills.ShellGuard;

/// <summary>
/// Files that the gate relies on: state, record, policy lock, the coding agent's own settings, credentials. Reading the
/// record, the lock and the settings is fine; state and credentials are not for a shell at all.
/// </summary>
internal static partial class GuardedPaths
{
    /// <summary>Programs that only read the files they name.</summary>
    private static readonly string[] Readers =
    [
        "cat", "bat", "less", "more", "head", "tail", "grep", "rg", "egrep", "fgrep", "ag", "jq", "yq", "wc", "sort",
        "uniq", "cut", "diff", "cmp", "sha256sum", "shasum", "md5sum", "xxd", "od", "hexdump", "strings", "column",
        "nl", "tac", "cd", "pushd", "popd", "echo", "printf", "awk", "file", "git", "gh", "tree", "zcat", "source", ".",
    ];

    /// <summary>Programs that read names and sizes, not content.</summary>
    private static readonly string[] Lookers =
    [
        "ls", "stat", "test", "[", "du", "realpath", "readlink", "basename", "dirname", "tree", "find", "echo",
        "printf", "git",
    ];

    private static readonly string[] GitWrites =
        ["checkout", "restore", "rm", "mv", "clean", "stash", "reset", "apply", "am"];

    /// <summary>Null: nothing that is guarded is named.</summary>
    /// <param name="folder">Where <c>cd</c> has led.</param>
    public static ShellVerdict.Denied? Judge(string name, IReadOnlyList<string> words, string folder)
    {
        if (GovernedPrograms.Knows(name) || PersonOnly.IsOurs(words)) return null;
        if (name == "git" && words.Contains("clean") && words.Any(word => IgnoredToo().IsMatch(word)))
            return Deny("git clean -x", "deletes the state.", "Leave out -x and -X.");
        foreach (var word in words.Skip(1))
        {
            foreach (var path in Paths(word))
            {
                if (Kind(path, folder) is not { } kind) continue;
                if (Allowed(kind, name, words)) continue;
                return Deny($"{name} {word}", kind.Why, kind.Instead);
            }
        }

        return null;
    }

    /// <summary>The same for <c>&gt; file</c> and <c>&lt; file</c>.</summary>
    public static ShellVerdict.Denied? Redirected(string by, string op, string target, bool writes, string folder) =>
        Kind(target, folder) is { } kind && (writes || kind.Secret)
            ? Deny($"{GovernedPrograms.Name(by)} {op} {target}", kind.Why, kind.Instead) : null;

    /// <summary>The same anywhere in code of another language: naming the state, or writing near the others.</summary>
    public static ShellVerdict.Denied? InCode(string by, string code)
    {
        if (!code.Contains(".specskills", StringComparison.Ordinal) && !GuardedName().IsMatch(code)) return null;
        var secret = SecretName().IsMatch(code);
        return secret || (GuardedName().IsMatch(code) && CodeWrites().IsMatch(code))
            ? Deny(by, secret ? State.Why : Record.Why, secret ? State.Instead : Record.Instead) : null;
    }

    /// <summary>A path from where <c>cd</c> has led.</summary>
    public static string Joined(string folder, string path)
    {
        if (path.Length == 0 || path[0] is '/' or '~') return path;
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..") { if (parts.Count > 0) parts.RemoveAt(parts.Count - 1); }
            else if (part != ".") parts.Add(part);
        }

        return (folder.StartsWith('/') ? "/" : "") + string.Join('/', parts);
    }

    private static bool Allowed(Guard kind, string name, IReadOnlyList<string> words)
    {
        if (Lookers.Contains(name) && !Changes(name, words)) return true;
        return !kind.Secret && Readers.Contains(name) && !Changes(name, words);
    }

    private static bool Changes(string name, IReadOnlyList<string> words) => name switch
    {
        "git" => words.Skip(1).FirstOrDefault(word => word is not ['-', ..]) is { } verb && GitWrites.Contains(verb),
        "find" => words.Any(word => word is "-delete" or "-exec" or "-execdir" or "-ok"
            || word.StartsWith("-fprint", StringComparison.Ordinal)),
        "awk" => words.Any(word => word.Contains('>', StringComparison.Ordinal)
            || word.Contains("system", StringComparison.Ordinal)),
        _ => false,
    };

    /// <summary>The word, and what follows an equals sign or an at sign in it.</summary>
    private static IEnumerable<string> Paths(string word)
    {
        yield return word;
        if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at) yield return word[(at + 1)..];
        if (word is ['-', _, _, ..]) yield return word[2..];
    }

    private static Guard? Kind(string path, string folder)
    {
        var whole = "/" + Joined(folder, path).Replace("//", "/", StringComparison.Ordinal).TrimEnd('/');
        if (DemoFolder().IsMatch(whole)) return null;
        return Guards.FirstOrDefault(guard => guard.Path.IsMatch(whole));
    }

    private static ShellVerdict.Denied Deny(string found, string why, string instead) =>
        new(found.Replace(ShellScope.Unknown, '?'), why, instead);

    private sealed record Guard(Regex Path, bool Secret, string Why, string Instead);

    private static readonly Guard State = new(
        StatePath(), true, "touches SpecSkills' own state.",
        "Ask by the MCP tools governance_status and audit_query, or ./specskills status.");

    private static readonly Guard Record = new(
        RecordPath(), false, "would change the audit record, which is append-only.",
        "Read it with the MCP tool audit_query.");

    private static readonly Guard[] Guards =
    [
        State, Record,
        new(LockPath(), false, "would change what a person accepted.",
            "Change the blueprint or the policy; the person accepts it with ./specskills policy accept."),
        new(SettingsPath(), false, "would change the coding agent's own limits.", "Ask the person."),
        new(CredentialPath(), true, "uses the cluster's credentials.",
            "Use the MCP tools; commands such as kubectl get find their configuration by themselves."),
    ];

    [GeneratedRegex(@"\A-[a-zA-Z]*[xX]")]
    private static partial Regex IgnoredToo();

    [GeneratedRegex(@"/\.specskills/demo(/|\z)")]
    private static partial Regex DemoFolder();

    // A pattern may stand for the name: .spec*, .specskill?
    [GeneratedRegex(@"/\.(specskills|spec[^/]*[*?\[][^/]*|s[*?\[][^/]*)(/|\z)")]
    private static partial Regex StatePath();

    [GeneratedRegex(
        @"/logs\z|/logs/(agent-[^/]*|\*|[^/]*[*?][^/]*)(/|\z)|/checkpoints\.jsonl\z|/agent-decisions(/|\z)")]
    private static partial Regex RecordPath();

    [GeneratedRegex(@"/policy\.lock|/governance/\*|/governance/policy[^/]*[*?]")]
    private static partial Regex LockPath();

    [GeneratedRegex(@"/\.claude(\z|/settings[^/]*|/hooks(/|\z)|/\*)|/managed-settings\.json")]
    private static partial Regex SettingsPath();

    [GeneratedRegex(
        @"/\.kube(\z|/(?!cache))|/\.minikube/(profiles|ca|certs|machines)|/etc/kubernetes/|/etc/rancher/k3s/|"
        + @"/var/run/secrets/kubernetes\.io|/kubeconfig\z|\.kubeconfig\z")]
    private static partial Regex CredentialPath();

    [GeneratedRegex(@"\.specskills(?!/demo)|\.kube/config")]
    private static partial Regex SecretName();

    [GeneratedRegex(@"agent-decisions|checkpoints\.jsonl|policy\.lock|\.claude/settings")]
    private static partial Regex GuardedName();

    [GeneratedRegex(
        @"(?i)write|unlink|remove|rename|truncate|rmtree|append|['""][wa]b?\+?['""]|>|delete|\b(rm|mv|cp|sed|tee)\b")]
    private static partial Regex CodeWrites();
}
