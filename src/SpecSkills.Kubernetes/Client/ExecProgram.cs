using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using SpecSkills.Kubernetes.Configuration;

namespace SpecSkills.Kubernetes.Client;

/// <summary>
/// Runs the program of an exec user: no shell, no terminal, a cleaned environment, bounded time and output.
/// </summary>
internal static class ExecProgram
{
    /// <summary>
    /// Cloud programs ask a token service over the network; longer than this and they wait for a person.
    /// </summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>A token and a certificate are a few KiB.</summary>
    private const int MaximumOutputBytes = 256 * 1024;

    /// <summary>
    /// What such programs need to find themselves, their configuration and the network. Nothing else leaks in.
    /// </summary>
    private static readonly string[] Kept =
    [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "TEMP", "TMP", "USERPROFILE", "APPDATA",
            "LOCALAPPDATA",
        "SYSTEMROOT", "PATHEXT", "COMSPEC", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
        "http_proxy", "https_proxy", "no_proxy", "SSH_AUTH_SOCK", "KUBECACHEDIR",
    ];

    private static readonly string[] KeptPrefixes = ["XDG_", "LC_", "AWS_", "AZURE_", "AAD_", "GOOGLE_", "CLOUDSDK_"];

    public static async Task<ExecOutput> RunAsync(ExecCommand command, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo(command) };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            var hint = command.InstallHint is { } text ? $" The kubeconfig's hint: {SafeText.Of(text)}" : "";
            return Failed(command, $"cannot be started; install it or correct users[].user.exec.command.{hint}");
        }

        using var timeout = new CancellationTokenSource(Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            process.StandardInput.Close();
            // What it says on stderr may quote what it must not; a person runs it by hand to read that.
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token);
            var output = await ReadAsync(process.StandardOutput.BaseStream, either.Token);
            if (output is null) return Failed(command, $"printed more than {MaximumOutputBytes / 1024} KiB.");
            await errors;
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0
                ? new ExecOutput.Ended(output)
                : Failed(command, $"ended with exit code {process.ExitCode}. Run it by hand to see what it says.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(command,
                $"did not end within {Timeout.TotalSeconds} s. Does it wait for a person? Log in with it first.");
        }
        catch (IOException)
        {
            return Failed(command, "broke off its output. Run it by hand to see what it says.");
        }
        finally
        {
            End(process);
        }
    }

    private static ProcessStartInfo StartInfo(ExecCommand command)
    {
        var start = new ProcessStartInfo(command.Command)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in command.Arguments) start.ArgumentList.Add(argument);
        var inherited = start.Environment
            .Where(pair => Kept.Contains(pair.Key)
                || KeptPrefixes.Any(prefix => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited) start.Environment[name] = value;
        foreach (var (name, value) in command.Environment) start.Environment[name] = value.Reveal();
        start.Environment["KUBERNETES_EXEC_INFO"] = Info(command);
        return start;
    }

    private static string Info(ExecCommand command)
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (command.Cluster is { } cluster)
        {
            var told = new JsonObject { ["server"] = cluster.Server.ToString() };
            if (cluster.ServerName is { } name) told["tls-server-name"] = name;
            if (cluster.Insecure) told["insecure-skip-tls-verify"] = true;
            if (cluster.AuthorityData is { } data) told["certificate-authority-data"] = data;
            if (cluster.Proxy is { } proxy) told["proxy-url"] = proxy.ToString();
            spec["cluster"] = told;
        }

        return new JsonObject { ["kind"] = "ExecCredential", ["apiVersion"] = command.ApiVersion, ["spec"] = spec }
            .ToJsonString();
    }

    private static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        var chunk = new byte[8192];
        while (await stream.ReadAsync(chunk, cancellation) is > 0 and var read)
        {
            kept.Write(chunk, 0, read);
            if (kept.Length > MaximumOutputBytes) return null;
        }

        return kept.ToArray();
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It ended by itself between the question and the answer.
        }
    }

    private static ExecOutput.Failed Failed(ExecCommand command, string what) =>
        new($"The kubeconfig's exec program '{SafeText.Of(command.Command, 120)}' {what}");
}
