using System.Diagnostics;
using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>The embedded cluster as a process of its own.</summary>
public sealed class ClusterTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    [Fact]
    public async Task Two_starts_at_once_find_the_same_cluster()
    {
        var both = await Task.WhenAll(UpAsync(), UpAsync());
        Assert.Equal((int)both[0]["pid"]!, (int)both[1]["pid"]!);
    }

    [Fact]
    public async Task Who_starts_it_does_not_wait_for_its_streams()
    {
        var started = await UpAsync(); // Reads both streams to their end: a shared stream would never end.
        Assert.True((bool)started["running"]!);
    }

    [Fact]
    public async Task A_killed_cluster_is_started_again_with_its_objects()
    {
        var first = await UpAsync();
        var kubectl = TestTools.OnPath("kubectl");
        await KubectlAsync(kubectl, "scale", "deployment", "todo-frontend", "--replicas=4");
        await SavedAsync("\"replicas\":4");
        using (var process = Process.GetProcessById((int)first["pid"]!)) process.Kill();
        await GoneAsync(); // A kill is a wish until the kernel has ended the process; until then its lock is held.
        var second = await UpAsync();
        Assert.NotEqual((int)first["pid"]!, (int)second["pid"]!);
        var replicas = await KubectlAsync(
            kubectl, "get", "deployment", "todo-frontend", "-o", "jsonpath={.spec.replicas}");
        Assert.Equal("4", replicas.Answers);
    }

    [Fact]
    public async Task Its_credentials_are_for_its_owner_alone()
    {
        await UpAsync();
        if (OperatingSystem.IsWindows()) return;
        var mode = File.GetUnixFileMode(Path.Combine(workspace.Root, ".specskills", "cluster", "kubeconfig"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public async Task A_command_that_needs_it_starts_it_and_says_only_its_answer()
    {
        var decided = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "decide", "frontend", "--json");
        Assert.Equal(0, decided.ExitCode);
        Assert.Equal("todo-frontend", (string?)JsonNode.Parse(decided.Answers)!["service"]);
        var status = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "cluster", "status", "--json");
        Assert.True((bool)JsonNode.Parse(status.Answers)!["running"]!);
    }

    [Fact]
    public async Task Many_processes_at_once_write_one_unbroken_record()
    {
        await UpAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "decide", "todo-backend", "--json")));
        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        var verified = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "audit", "verify", "--json");
        var document = JsonNode.Parse(verified.Answers)!;
        Assert.True((bool)document["verified"]!);
        // And one, by whichever came first, of the lock they all go by.
        Assert.Equal(7, (int)document["records"]!);
    }

    public void Dispose() => workspace.Dispose();

    private Task<JsonNode> UpAsync() => ClusterAsync("up");

    private async Task<JsonNode> ClusterAsync(string command)
    {
        var result = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "cluster", command, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonNode.Parse(result.Answers)!;
    }

    private async Task GoneAsync()
    {
        while ((bool)(await ClusterAsync("status"))["running"]!)
        {
            // Each look is a program of its own: there is nothing to wait for in between.
        }
    }

    private Task<ProgramResult> KubectlAsync(string kubectl, params string[] arguments) => ProgramRun.ToEndAsync(
        ProgramRun.Start(
            kubectl,
            ["--kubeconfig", Path.Combine(workspace.Root, ".specskills", "cluster", "kubeconfig"), .. arguments],
            workspace.Root),
        null);

    /// <summary>Waits for the cluster's own next writing-down; the test's patience ends it otherwise.</summary>
    private async Task SavedAsync(string text)
    {
        var file = Path.Combine(workspace.Root, ".specskills", "cluster", "objects.json");
        while (!File.Exists(file) || !(await File.ReadAllTextAsync(file)).Contains(text, StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
    }
}
