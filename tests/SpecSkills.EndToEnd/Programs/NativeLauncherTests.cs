using System.Diagnostics;
using System.Runtime.Versioning;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>
/// How the launcher comes by native code and when it uses it, on copies of it whose dotnet and gcc are scripts.
/// </summary>
[UnsupportedOSPlatform("windows")] // The launcher is a shell script.
public sealed class NativeLauncherTests : IDisposable
{
    private const string Made = "printf '#!/bin/sh\\necho \"native: $*\"; cat\\n' >\"$folder/specskills\"; "
        + "chmod +x \"$folder/specskills\"; echo made >>\"$0.natives\"";

    private readonly LauncherFolder folder = new();

    public NativeLauncherTests()
    {
        folder.Tool("gcc", "exit 1");
        folder.Tool("dotnet.native", Made);
    }

    private string Native => Path.Combine(folder.Root, "artifacts", "launcher", "native");

    [Fact]
    public async Task Build_makes_both_in_the_foreground_says_so_and_the_next_start_is_native()
    {
        var built = await LaunchAsync("build");
        Assert.Equal(0, built.ExitCode);
        Assert.Empty(built.Answers);
        Assert.Contains("native code is in", built.Notes, StringComparison.Ordinal);
        Assert.Equal(new ProgramResult(0, "native: one two\n", ""), await LaunchAsync("one", "two"));
        Assert.Contains("native code is in", (await LaunchAsync("build")).Notes, StringComparison.Ordinal);
        var never = await ProgramRun.ToEndAsync(Start(["x"], ("SPECSKILLS_NATIVE", "never")), null);
        Assert.Equal(new ProgramResult(0, "answer: x\n", ""), never);
        Assert.Equal((1, 1), (folder.Builds, Natives));
    }

    [Fact]
    public async Task It_starts_without_the_SDK_once_it_is_made()
    {
        await LaunchAsync("build");
        var process = ProgramRun.Start(Path.Combine(folder.Root, "specskills"), ["x"], folder.Root,
            ("DOTNET_ROOT", null), ("HOME", folder.Root), ("PATH", PathWithout("dotnet", "gcc", "clang")));
        Assert.Equal("native: x\n", (await ProgramRun.ToEndAsync(process, null)).Answers);
    }

    [Theory]
    [InlineData("""{"tool_name":"Bash","tool_input":{"command":"echo \"$x\""}}""")]
    [InlineData("""{"tool_name":"Bash","tool_input":{"command":"kubectl get pods"}}""")]
    public async Task The_hook_asks_the_native_program(string given)
    {
        await LaunchAsync("build");
        var result = await ProgramRun.ToEndAsync(Start(["hook"]), given);
        Assert.Equal(new ProgramResult(0, $"native: hook\n{given}", ""), result);
    }

    [Fact]
    public async Task The_first_start_answers_by_the_quick_build_and_leaves_native_code_to_a_process_that_survives()
    {
        var begun = Pipe("begun");
        folder.Tool("dotnet.native", $"ps -o ni= -o pgid= -p $$ >'{begun}'; {Made}");
        var client = Start("setsid", [Path.Combine(folder.Root, "specskills"), "mcp"]);
        // The program has answered and stays, as a server does: nothing is made meanwhile.
        Assert.Equal("answer: mcp", await client.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, Natives);
        await RunAsync("/bin/kill", "-KILL", "--", $"-{client.Id}");
        await client.WaitForExitAsync(TestContext.Current.CancellationToken);
        var words = (await File.ReadAllTextAsync(begun, TestContext.Current.CancellationToken))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("19", words[0]);
        Assert.NotEqual($"{client.Id}", words[1]);
        await EndOfBuildAsync();
        Assert.Equal(new ProgramResult(0, "native: x\n", ""), await LaunchAsync("x"));
        Assert.Equal((1, 1), (folder.Builds, Natives));
    }

    [Fact]
    public async Task Without_a_linker_the_quick_build_serves_and_that_is_said_once()
    {
        var path = PathWithout("gcc", "clang");
        var first = await ProgramRun.ToEndAsync(Start(["x"], ("PATH", path)), null);
        Assert.Equal("answer: x\n", first.Answers);
        Assert.Contains("gcc", first.Notes, StringComparison.Ordinal);
        var second = await ProgramRun.ToEndAsync(Start(["x"], ("PATH", path)), null);
        Assert.Equal(new ProgramResult(0, "answer: x\n", ""), second);
        var both = await ProgramRun.ToEndAsync(Start(["build"], ("PATH", path)), null);
        Assert.Equal((1, ""), (both.ExitCode, both.Answers));
        Assert.Contains("gcc", both.Notes, StringComparison.Ordinal);
        Assert.Equal(0, Natives);
    }

    [Fact]
    public async Task A_failed_native_build_is_told_once_logged_and_not_repeated_until_sources_change()
    {
        folder.Tool("dotnet.native", "echo tried >>\"$0.natives\"; echo 'cannot find -lz'; exit 1");
        var built = await LaunchAsync("build");
        Assert.Equal(1, built.ExitCode);
        Assert.Contains("cannot find -lz", built.Notes, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(Native, "log"), (await LaunchAsync("x")).Notes, StringComparison.Ordinal);
        Assert.Equal(new ProgramResult(0, "answer: x\n", ""), await LaunchAsync("x"));
        await EndOfBuildAsync();
        Assert.Equal(1, Natives);
        folder.Tool("dotnet.native", Made);
        Touch("one.cs");
        Assert.Equal(0, (await LaunchAsync("build")).ExitCode);
        Assert.Equal(new ProgramResult(0, "native: x\n", ""), await LaunchAsync("x"));
    }

    [Fact]
    public async Task Native_code_of_sources_that_changed_during_its_build_is_not_used()
    {
        folder.Tool("dotnet.native", $"touch -d '+5 seconds' '{Source("one.cs")}'; {Made}");
        Assert.Equal(1, (await LaunchAsync("build")).ExitCode);
        Assert.False(File.Exists(Path.Combine(Native, "stamp")));
        File.SetLastWriteTimeUtc(Source("one.cs"), DateTime.UtcNow.AddMinutes(-5));
        folder.Tool("dotnet.native", Made);
        await LaunchAsync("build");
        Assert.Equal("native: x\n", (await LaunchAsync("x")).Answers);
        Touch("one.cs");
        Assert.Equal("answer: x\n", (await ProgramRun.ToEndAsync(folder.Start("x"), null)).Answers);
    }

    [Fact]
    public async Task A_native_build_that_is_killed_halfway_leaves_the_program_in_use_alone()
    {
        await LaunchAsync("build");
        Touch("one.cs");
        folder.Tool("dotnet.native", $"{Made}; kill -KILL $PPID");
        Assert.NotEqual(0, (await LaunchAsync("build")).ExitCode);
        File.SetLastWriteTimeUtc(Source("one.cs"), DateTime.UtcNow.AddMinutes(-5));
        folder.Tool("dotnet.native", Made);
        Assert.Equal(0, (await LaunchAsync("build")).ExitCode);
        Assert.Equal("native: x\n", (await LaunchAsync("x")).Answers);
        // The one before may be starting somewhere; what the killed build left is gone.
        Assert.Equal(2, Directory.GetDirectories(Native, "*-*").Length);
    }

    [Fact]
    public async Task Builds_at_the_same_time_make_one()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LaunchAsync("build")));
        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        Assert.Equal((1, 1), (folder.Builds, Natives));
    }

    public void Dispose()
    {
        if (Directory.Exists(Native)) EndOfBuildAsync().GetAwaiter().GetResult();
        folder.Dispose();
    }

    private int Natives => File.Exists(Path.Combine(folder.Root, "tools", "dotnet.natives"))
        ? File.ReadAllLines(Path.Combine(folder.Root, "tools", "dotnet.natives")).Length : 0;

    private string Source(string name) => Path.Combine(folder.Root, "src", name);

    private void Touch(string name) => File.SetLastWriteTimeUtc(Source(name), DateTime.UtcNow);

    private string ToolsFirst => $"{Path.Combine(folder.Root, "tools")}:{PathWithout("gcc", "clang")}";

    private Process Start(IReadOnlyList<string> arguments, params (string Name, string? Value)[] environment) =>
        folder.Start(arguments, [("PATH", ToolsFirst), .. environment]);

    private Process Start(string program, IReadOnlyList<string> arguments) => ProgramRun.Start(
        program, arguments, folder.Root, ("DOTNET_ROOT", Path.Combine(folder.Root, "tools")), ("PATH", ToolsFirst));

    private Task<ProgramResult> LaunchAsync(params string[] arguments) =>
        ProgramRun.ToEndAsync(Start(arguments), null);

    /// <summary>The background process holds this lock from its first step to its last.</summary>
    private Task EndOfBuildAsync() => RunAsync("flock", Path.Combine(Native, "waiting"), "true");

    private async Task RunAsync(string program, params string[] arguments) =>
        await ProgramRun.ToEndAsync(ProgramRun.Start(program, arguments, folder.Root), null);

    private string Pipe(string name)
    {
        var file = Path.Combine(folder.Root, name);
        RunAsync("mkfifo", file).GetAwaiter().GetResult();
        return file;
    }

    /// <summary>A folder with links to every usual program but these.</summary>
    private string PathWithout(params string[] programs)
    {
        var links = Directory.CreateDirectory(Path.Combine(folder.Root, "path-" + string.Join('-', programs))).FullName;
        foreach (var program in new[] { "/usr/bin", "/bin" }.SelectMany(Directory.EnumerateFiles))
        {
            var link = Path.Combine(links, Path.GetFileName(program));
            if (!programs.Contains(Path.GetFileName(program)) && !File.Exists(link))
                File.CreateSymbolicLink(link, program);
        }

        return links;
    }
}
