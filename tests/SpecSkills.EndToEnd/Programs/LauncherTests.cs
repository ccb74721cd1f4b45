using System.Diagnostics;
using System.Runtime.Versioning;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>
/// The launcher's own behaviour, on copies of it whose dotnet is a script that tells what it was asked.
/// </summary>
[UnsupportedOSPlatform("windows")] // The launcher is a shell script.
public sealed class LauncherTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("specskills-launcher-").FullName;

    public LauncherTests()
    {
        File.Copy(Path.Combine(BuiltProgram.Repository, "specskills"), Path.Combine(root, "specskills"));
        Directory.CreateDirectory(Path.Combine(root, "src"));
        Directory.CreateDirectory(Path.Combine(root, "build"));
        File.WriteAllText(Path.Combine(root, "src", "one.cs"), "");
        File.WriteAllText(Path.Combine(root, "global.json"), "{}");
        File.WriteAllText(Path.Combine(root, "Directory.Build.props"), "");
        Script("""
            case "$1" in
              --version) echo 10.0.100 ;;
              publish)
                echo "noise of a build"; echo built >>"$0.builds"
                while [ $# -gt 0 ]; do [ "$1" = --output ] && mkdir -p "$2" && touch "$2/specskills.dll"; shift; done
                [ ! -e "$0.broken" ] || { echo "one.cs(1,1): error CS1002: ; expected"; exit 1; } ;;
              *) shift; echo "answer: $*"; cat ;;
            esac
            """);
    }

    [Fact]
    public async Task It_builds_once_and_then_says_nothing_of_its_own()
    {
        var first = await LaunchAsync("one", "two words");
        Assert.Equal("answer: one two words\n", first.Answers);
        Assert.Contains("building", first.Notes, StringComparison.Ordinal);
        var second = await LaunchAsync("one");
        Assert.Equal(new ProgramResult(0, "answer: one\n", ""), second);
        Assert.Equal(1, Builds());
    }

    [Fact]
    public async Task A_build_never_reads_what_is_meant_for_the_program()
    {
        var result = await ProgramRun.ToEndAsync(Start(["mcp"]), "{\"jsonrpc\": \"2.0\"}");
        Assert.Equal("answer: mcp\n{\"jsonrpc\": \"2.0\"}", result.Answers);
    }

    [Fact]
    public async Task A_newer_source_and_a_removed_one_build_again()
    {
        await LaunchAsync();
        File.SetLastWriteTimeUtc(Path.Combine(root, "src", "one.cs"), DateTime.UtcNow.AddSeconds(5));
        await LaunchAsync();
        Assert.Equal(2, Builds());
        File.SetLastWriteTimeUtc(Path.Combine(root, "src", "one.cs"), DateTime.UtcNow.AddMinutes(-5));
        await LaunchAsync();
        Assert.Equal(2, Builds());
        File.Delete(Path.Combine(root, "src", "one.cs"));
        Directory.SetLastWriteTimeUtc(Path.Combine(root, "src"), DateTime.UtcNow.AddSeconds(5));
        await LaunchAsync();
        Assert.Equal(3, Builds());
    }

    [Fact]
    public async Task Starts_at_the_same_time_build_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => LaunchAsync($"{number}")));
        Assert.Equal(
            Enumerable.Range(0, 6).Select(number => $"answer: {number}\n"), results.Select(result => result.Answers));
        Assert.Equal(1, Builds());
    }

    [Fact]
    public async Task A_build_that_fails_shows_its_errors_on_stderr_and_runs_nothing()
    {
        File.WriteAllText(Path.Combine(root, "tools", "dotnet.broken"), "");
        var result = await LaunchAsync("one");
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Answers);
        Assert.Contains("error CS1002", result.Notes, StringComparison.Ordinal);
        Assert.Contains("build.log", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_works_through_a_link_and_from_any_folder()
    {
        var link = Path.Combine(root, "elsewhere");
        File.CreateSymbolicLink(link, "specskills");
        var process = ProgramRun.Start(link, ["x"], Path.GetTempPath(), ("DOTNET_ROOT", Path.Combine(root, "tools")));
        Assert.Equal("answer: x\n", (await ProgramRun.ToEndAsync(process, null)).Answers);
    }

    [Fact]
    public async Task Without_dotnet_it_says_what_to_install()
    {
        var process = ProgramRun.Start("/bin/bash", [Path.Combine(root, "specskills"), "demo"], root,
            ("PATH", "/nowhere"), ("DOTNET_ROOT", null), ("HOME", root));
        var result = await ProgramRun.ToEndAsync(process, null);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Answers);
        Assert.Contains(".NET SDK 10", result.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_SDK_that_does_not_fit_is_named()
    {
        Script("echo 'The .NET SDK could not be found: 10.0.100 is required.' >&2; exit 155");
        var result = await LaunchAsync("one");
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Answers);
        Assert.Contains("10.0.100 is required", result.Notes, StringComparison.Ordinal);
        Assert.Contains("global.json", result.Notes, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private Task<ProgramResult> LaunchAsync(params string[] arguments) =>
        ProgramRun.ToEndAsync(Start(arguments), null);

    private Process Start(string[] arguments) => ProgramRun.Start(
        Path.Combine(root, "specskills"), arguments, root, ("DOTNET_ROOT", Path.Combine(root, "tools")));

    private int Builds() => File.ReadAllLines(Path.Combine(root, "tools", "dotnet.builds")).Length;

    private void Script(string body)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "tools")).FullName, "dotnet");
        File.WriteAllText(file, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
