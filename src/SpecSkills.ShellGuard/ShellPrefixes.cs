using System.Collections.Frozen;

namespace SpecSkills.ShellGuard;

/// <summary>Programs that run the command that follows their own options.</summary>
internal static class ShellPrefixes
{
    private static readonly string[] None = [];

    /// <summary>By name.</summary>
    public static readonly FrozenDictionary<string, ProgramOptions> ByName =
        new Dictionary<string, ProgramOptions>(StringComparer.Ordinal)
        {
            ["sudo"] = new("ughpCrtTUDR", ["--user", "--group", "--host", "--prompt", "--chdir", "--chroot"]),
            ["doas"] = new("uC", None),
            ["env"] = new("uCP", ["--unset", "--chdir"]),
            ["timeout"] = new("sk", ["--signal", "--kill-after"], 1),
            ["gtimeout"] = new("sk", ["--signal", "--kill-after"], 1),
            ["nohup"] = new("", None),
            ["setsid"] = new("", None),
            ["builtin"] = new("", None),
            ["command"] = new("", None),
            ["exec"] = new("a", None),
            ["time"] = new("fo", None),
            ["nice"] = new("n", ["--adjustment"]),
            ["ionice"] = new("cnptu", None),
            ["chrt"] = new("", None, 1),
            ["taskset"] = new("", None, 1),
            ["stdbuf"] = new("ioe", ["--input", "--output", "--error"]),
            ["unbuffer"] = new("", None),
            ["strace"] = new("eoapsuEIOPSX", None),
            ["ltrace"] = new("eoapsunl", None),
            ["chroot"] = new("", ["--userspec", "--groups"], 1),
            ["unshare"] = new("SG", None),
            ["nsenter"] = new("tSG", ["--target"]),
            ["flock"] = new("wE", ["--timeout"], 1),
            ["systemd-run"] = new("pMuE", ["--unit", "--property", "--slice", "--machine", "--uid"]),
            ["busybox"] = new("", None),
            ["toybox"] = new("", None),
            ["caffeinate"] = new("tw", None),
            ["rlwrap"] = new("", None),
            ["chronic"] = new("", None),
            ["faketime"] = new("f", None, 1),
            ["proxychains"] = new("f", None),
            ["proxychains4"] = new("f", None),
            ["firejail"] = new("", None),
            ["bwrap"] = new("", None),
            ["entr"] = new("", None),
            ["ts"] = new("", None),
            ["noglob"] = new("", None),
            ["setarch"] = new("", None, 1),
            ["torsocks"] = new("", None),
            ["aws-vault"] = new("", None, 2),
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
