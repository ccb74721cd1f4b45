using System.Text.RegularExpressions;

namespace SpecSkills.ShellGuard;

/// <summary>Requests that a plain HTTP client sends to an API server, a kubelet or a container engine.</summary>
internal static partial class ApiCalls
{
    private const string Instead =
        "Use the MCP tools: decision_propose with what you want, governance_check, then execution_apply. Requests that "
        + "only read are allowed.";

    /// <summary>Programs that send any text they are given.</summary>
    private static readonly string[] Raw = ["nc", "ncat", "netcat", "socat", "telnet"];

    /// <summary>Null: not to an API, or only a read.</summary>
    public static ShellVerdict.Denied? Judge(string name, IReadOnlyList<string> words)
    {
        var writes = name switch
        {
            "curl" or "curlie" => CurlWrites(words),
            "wget" => words.Any(word => WgetBody().IsMatch(word))
                || ProgramOptions.ValuesOf(words, "--method").Any(IsWrite),
            "http" or "https" or "xh" or "xhs" =>
                words.Skip(1).Any(word => IsWriteName(word) || HttpieItem().IsMatch(word)),
            "grpcurl" or "websocat" or "wscat" => true,
            _ => Raw.Contains(name),
        };
        if (!writes) return null;
        // nc host 6443; with -z it only asks whether the port is open.
        return words.Skip(1).Any(IsApi) || (Raw.Contains(name) && words.Any(word => ApiPort().IsMatch(word))
            && !words.Any(word => word is ['-', not '-', ..] && word.Contains('z', StringComparison.Ordinal)))
            ? To(name) : null;
    }

    /// <summary>What is written into a plain connection, opened by any program.</summary>
    public static ShellVerdict.Denied? Sent(string name, string input) =>
        (Raw.Contains(name) || name is "openssl") && ApiPath().IsMatch(input) && CodeWrite().IsMatch(input)
            ? To(name) : null;

    /// <summary>The shell's own connection: <c>&gt; /dev/tcp/127.0.0.1/6443</c>.</summary>
    public static ShellVerdict.Denied? Redirected(string target) =>
        target.StartsWith("/dev/tcp/", StringComparison.Ordinal) && ApiPort().IsMatch(target) ? To("/dev/tcp") : null;

    private static ShellVerdict.Denied To(string by) =>
        new($"{by} to the cluster's API", "changes the cluster without governance.", Instead);

    /// <summary>The same inside the code of another language.</summary>
    public static ShellVerdict.Denied? InCode(string by, string code) =>
        ApiPath().IsMatch(code) && CodeWrite().IsMatch(code)
            ? To(by) : null;

    private static bool CurlWrites(IReadOnlyList<string> words)
    {
        var methods = ProgramOptions.ValuesOf(words, "-X", "--request").ToList();
        for (var i = 1; i + 1 < words.Count; i++)
            if (CombinedMethod().IsMatch(words[i])) methods.Add(words[i + 1]);
        if (methods.Any(IsWrite)) return true;
        var body = words.Any(word => CurlBody().IsMatch(word));
        return body && !words.Any(word => word is "-G" or "--get" or "-I" or "--head")
            && (methods.Count == 0 || methods.Any(IsWrite));
    }

    private static bool IsWrite(string method) => method.ToUpperInvariant() is not ("GET" or "HEAD" or "OPTIONS");

    private static bool IsWriteName(string word) => word.ToUpperInvariant() is "POST" or "PUT" or "PATCH" or "DELETE";

    private static bool IsApi(string word) => ApiPath().IsMatch(word) || ApiAddress().IsMatch(word);

    [GeneratedRegex(
        @"/apis/[a-z0-9.]+/v\d|/api/v1/(namespaces|nodes|pods|services|secrets|configmaps|persistentvolume|endpoints|"
        + @"replicationcontrollers|serviceaccounts)|/containers/[^/]+/(start|stop|kill|exec|restart|update)|"
        + @"/containers/create")]
    private static partial Regex ApiPath();

    [GeneratedRegex(
        @"docker\.sock|containerd\.sock|podman\.sock|kubernetes\.default|KUBERNETES_SERVICE_HOST|"
        + @"(?<![0-9]):(6443|8443|16443|10250|2379)(/|\z|\s|"")")]
    private static partial Regex ApiAddress();

    [GeneratedRegex(@"(\A|[/:])(6443|8443|16443|10250|2379)(\z|,)")]
    private static partial Regex ApiPort();

    [GeneratedRegex(@"\A-[a-zA-Z]*X\z")]
    private static partial Regex CombinedMethod();

    [GeneratedRegex(@"\A(-[a-zA-Z]*[dFT].*|--data.*|--form.*|--json.*|--upload-file.*)\z")]
    private static partial Regex CurlBody();

    [GeneratedRegex(@"\A--(post-data|post-file|body-data|body-file)\b")]
    private static partial Regex WgetBody();

    [GeneratedRegex(@"\A[A-Za-z0-9_.\[\]-]+(:?=)[^=/]")]
    private static partial Regex HttpieItem();

    [GeneratedRegex(@"(?i)\b(post|put|patch|delete)\b")]
    private static partial Regex CodeWrite();
}
