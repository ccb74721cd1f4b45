using System.Diagnostics;
using SpecSkills.Cli.Guard;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Hosting;

/// <summary>The trial of a file answers what an attacking program could do to it.</summary>
public sealed class FileTrialTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_program_that_runs_is_writable_because_another_file_can_take_its_place()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux refuses to open a running program for writing");
        var program = folder.Combine("sleeper");
        File.Copy("/bin/sleep", program);
        using var running = Process.Start(program, ["600"]);
        try
        {
            Assert.ThrowsAny<IOException>(() => new FileStream(program, FileMode.Open, FileAccess.Write).Dispose());
            Assert.True(FileTrial.Writes(program));
        }
        finally
        {
            running.Kill();
            running.WaitForExit();
        }
    }
}
