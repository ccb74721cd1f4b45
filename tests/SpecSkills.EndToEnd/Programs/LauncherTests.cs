using System.Runtime.Versioning;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>
/// The launcher's own behaviour, on copies of it whose dotnet is a script that tells what it was asked.
/// </summary>
[UnsupportedOSPlatform("windows")] // The launcher is a shell script.
public sealed class LauncherTests : IDisposable
{
    private readonly LauncherFolder folder = new();

    [Fact]
    public async Task It_builds_once_and_then_says_nothing_of_its_own()
    {
        var first = await folder.LaunchAsync("one", "two words");
        Assert.Equal("answer: one two words\n", first.Answers);
        Assert.Contains("building", first.Notes, StringComparison.Ordinal);
        var second = await folder.LaunchAsync("one");
        Assert.Equal(new ProgramResult(0, "answer: one\n", ""), second);
        Assert.Equal(1, folder.Builds);
    }

    [Fact]
    public async Task A_build_never_reads_what_is_meant_for_the_program()
    {
        var result = await ProgramRun.ToEndAsync(folder.Start("mcp"), "{\"jsonrpc\": \"2.0\"}");
        Assert.Equal("answer: mcp\n{\"jsonrpc\": \"2.0\"}", result.Answers);
    }

    [Fact]
    public async Task A_newer_source_and_a_removed_one_build_again()
    {
        await folder.LaunchAsync();
        File.SetLastWriteTimeUtc(Path.Combine(folder.Root, "src", "one.cs"), DateTime.UtcNow.AddSeconds(5));
        await folder.LaunchAsync();
        Assert.Equal(2, folder.Builds);
        File.SetLastWriteTimeUtc(Path.Combine(folder.Root, "src", "one.cs"), DateTime.UtcNow.AddMinutes(-5));
        await folder.LaunchAsync();
        Assert.Equal(2, folder.Builds);
        File.Delete(Path.Combine(folder.Root, "src", "one.cs"));
        Directory.SetLastWriteTimeUtc(Path.Combine(folder.Root, "src"), DateTime.UtcNow.AddSeconds(5));
        await folder.LaunchAsync();
        Assert.Equal(3, folder.Builds);
    }

    [Fact]
    public async Task Starts_at_the_same_time_build_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => folder.LaunchAsync($"{number}")));
        Assert.Equal(
            Enumerable.Range(0, 6).Select(number => $"answer: {number}\n"), results.Select(result => result.Answers));
        Assert.Equal(1, folder.Builds);
    }

    [Fact]
    public async Task A_build_that_fails_shows_its_errors_on_stderr_and_runs_nothing()
    {
        File.WriteAllText(Path.Combine(folder.Root, "tools", "dotnet.broken"), "");
        var result = await folder.LaunchAsync("one");
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Answers);
        Assert.Contains("error CS1002", result.Notes, StringComparison.Ordinal);
        Assert.Contains("build.log", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_works_through_a_link_and_from_any_folder()
    {
        var link = Path.Combine(folder.Root, "elsewhere");
        File.CreateSymbolicLink(link, "specskills");
        var process = ProgramRun.Start(link, ["x"], Path.GetTempPath(),
            ("DOTNET_ROOT", Path.Combine(folder.Root, "tools")), ("SPECSKILLS_NATIVE", "never"));
        Assert.Equal("answer: x\n", (await ProgramRun.ToEndAsync(process, null)).Answers);
    }

    [Fact]
    public async Task Without_dotnet_it_says_what_to_install()
    {
        var process = ProgramRun.Start("/bin/bash", [Path.Combine(folder.Root, "specskills"), "demo"], folder.Root,
            ("PATH", "/nowhere"), ("DOTNET_ROOT", null), ("HOME", folder.Root));
        var result = await ProgramRun.ToEndAsync(process, null);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Answers);
        Assert.Contains(".NET SDK 10", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_SDK_that_does_not_fit_is_named()
    {
        folder.Script("echo 'The .NET SDK could not be found: 10.0.100 is required.' >&2; exit 155");
        var result = await folder.LaunchAsync("one");
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Answers);
        Assert.Contains("10.0.100 is required", result.Notes, StringComparison.Ordinal);
        Assert.Contains("global.json", result.Notes, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
