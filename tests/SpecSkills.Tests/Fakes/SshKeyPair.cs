using System.Diagnostics;
using System.Text;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting.Signatures;
using Xunit;

namespace SpecSkills.Tests.Fakes;

/// <summary>A key pair made, and used, by the real ssh-keygen; without it the running test is skipped.</summary>
internal sealed class SshKeyPair : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string program;

    public SshKeyPair(string comment = "test")
    {
        if (SshKeygen.Program is null)
        {
            Assert.False(
                string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase),
                "ssh-keygen is not installed.");
            Assert.Skip("ssh-keygen is not installed.");
        }

        program = SshKeygen.Program!;
        Run("-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", folder.Combine("key"));
        PublicLine = File.ReadAllText(folder.Combine("key.pub")).Trim();
    }

    public string PublicLine { get; }

    /// <summary>The signature over a request, as a person makes it.</summary>
    public string Sign(ApprovalRequest request, Principal by, string purpose = SigningDocument.Namespace) =>
        Sign(SigningDocument.Of(request, by), purpose);

    public string Sign(byte[] document, string purpose = SigningDocument.Namespace)
    {
        var file = folder.Combine("document");
        File.Delete(file + ".sig");
        File.WriteAllBytes(file, document);
        Run("-q", "-Y", "sign", "-n", purpose, "-f", folder.Combine("key"), file);
        return File.ReadAllText(file + ".sig", Encoding.ASCII);
    }

    public void Dispose() => folder.Dispose();

    private void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
    }
}
