using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Hosting.Signatures;

/// <summary>
/// Verifies signatures with OpenSSH's own program: from where systems install it, never from the PATH, with fixed
/// arguments and an empty environment. A signature is invalid unless the program confirms it.
/// </summary>
/// <param name="folder">A private folder for the two small files the program reads.</param>
public sealed class SshKeygen(string folder) : ISignatureCheck
{
    /// <summary>Where OpenSSH is installed; the first that is there.</summary>
    private static readonly string[] Places =
    [
        "/usr/bin/ssh-keygen", "/usr/local/bin/ssh-keygen", "/opt/homebrew/bin/ssh-keygen",
        @"C:\Windows\System32\OpenSSH\ssh-keygen.exe",
    ];

    /// <summary>A signature of the largest key is under 3 KiB.</summary>
    private const int SignatureLimit = 16 * 1024;

    /// <summary>It reads three small inputs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The program, or null where OpenSSH is not installed.</summary>
    public static string? Program => Places.FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public string? Refuses(string person, string keyLine, ReadOnlyMemory<byte> document, string signature)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(keyLine);
        ArgumentNullException.ThrowIfNull(signature);
        if (Program is not { } program)
            return "ssh-keygen is not installed, so no signature can be checked. Install OpenSSH.";
        if (signature.Length > SignatureLimit) return "What was given is too long for a signature.";
        var own = Path.Combine(folder, $"signature-{Environment.ProcessId}-{Guid.NewGuid():N}");
        PrivateFolder.Create(folder);
        PrivateFolder.Create(own);
        try
        {
            var (signers, given) = (Path.Combine(own, "allowed_signers"), Path.Combine(own, "given.sig"));
            // One line: this person, this namespace, this key.
            var body = string.Join(' ', keyLine.Split(' ').Take(2));
            PrivateFolder.WriteFile(signers, $"{person} namespaces=\"{SigningDocument.Namespace}\" {body}\n");
            PrivateFolder.WriteFile(given, signature.Replace("\r\n", "\n", StringComparison.Ordinal).Trim() + "\n");
            return Verify(program, person, signers, given, document)
                ? null
                : $"The signature is not one of {person}'s key over this request. Sign the document that 'approvals " +
                    $"approve' names, with: ssh-keygen -Y sign -n {SigningDocument.Namespace} -f YOUR_KEY FILE";
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    private static bool Verify(
        string program, string person, string signers, string given, ReadOnlyMemory<byte> document)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        string[] arguments =
            ["-Y", "verify", "-f", signers, "-I", person, "-n", SigningDocument.Namespace, "-s", given];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        try
        {
            using var process = Process.Start(start)!;
            var (said, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            try
            {
                process.StandardInput.BaseStream.Write(document.Span);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it read the document: its exit code says so too.
            }

            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return false;
            }

            Task.WaitAll(said, errors);
            return process.ExitCode == 0 && UntrustedText.Clean(said.Result).StartsWith(
                $"Good \"{SigningDocument.Namespace}\" signature for {person} ", StringComparison.Ordinal);
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
