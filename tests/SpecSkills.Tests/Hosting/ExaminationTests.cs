using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using SpecSkills.Cli.Guard;
using SpecSkills.Core.Governance.Assurance;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Hosting;

/// <summary>Doors are tried, not asserted: each is opened here and found open, and nothing is left changed.</summary>
public sealed class ExaminationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder home = new();
    private readonly Workspace workspace;

    public ExaminationTests()
    {
        workspace = new Workspace(folder.Root);
        Directory.CreateDirectory(folder.Combine("blueprints", "governance"));
    }

    [Fact]
    public async Task A_kubeconfig_that_can_be_read_is_an_open_door_and_its_cluster_is_asked()
    {
        Write(home.Combine(".kube", "config"), "kind: Config");
        var door = await DoorAsync(DoorNames.Kubeconfig);
        Assert.Equal(DoorState.Open, door.State);
        Assert.Contains("the cluster was asked", door.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_shut()
    {
        string[] names = [DoorNames.Kubeconfig, DoorNames.Minikube, DoorNames.Embedded, DoorNames.StateRead];
        foreach (var name in names)
            Assert.Equal(DoorState.Shut, (await DoorAsync(name)).State);
    }

    [Fact]
    public async Task Kubeconfigs_named_by_the_environment_and_lying_around_are_found()
    {
        Write(home.Combine("named.yaml"), "x");
        Write(home.Combine(".kube", "old.conf"), "x");
        Write(home.Combine(".minikube", "profiles", "minikube", "client.key"), "x");
        Assert.Equal(DoorState.Open, (await DoorAsync(DoorNames.Kubeconfig, home.Combine("named.yaml"))).State);
        Assert.Contains("old.conf", (await DoorAsync(DoorNames.Credentials)).Found, StringComparison.Ordinal);
        Assert.Contains("client.key", (await DoorAsync(DoorNames.Minikube)).Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_embedded_cluster_that_answers_is_an_open_door()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        Directory.CreateDirectory(workspace.Cluster);
        new EmbeddedClusterInfo(1, server, server, default).Write(new EmbeddedClusterFiles(workspace));
        Assert.Equal(DoorState.Open, (await DoorAsync(DoorNames.Embedded)).State);
        listener.Stop();
        Assert.Equal(DoorState.Shut, (await DoorAsync(DoorNames.Embedded)).State);
    }

    [Fact]
    public async Task Files_that_can_be_written_are_found_and_stay_as_they_are()
    {
        string[] files =
        [
            workspace.Database, folder.Combine("specskills"), folder.Combine("blueprints", "governance", "policy.lock"),
            folder.Combine("logs", "agent-decisions", "2026", "11", "22.jsonl"),
            folder.Combine(".claude", "settings.json"),
        ];
        var then = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var file in files)
        {
            Write(file, "as it was");
            File.SetLastWriteTimeUtc(file, then);
        }

        foreach (var name in new[]
        {
            DoorNames.StateRead, DoorNames.StateWrite, DoorNames.Record, DoorNames.Lock, DoorNames.Program,
            DoorNames.Settings,
        })
            Assert.Equal(DoorState.Open, (await DoorAsync(name)).State);
        Assert.All(files, file => Assert.Equal(
            (then, "as it was"), (File.GetLastWriteTimeUtc(file), File.ReadAllText(file))));
        Assert.Equal(5, Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories).Count());
    }

    [Theory]
    [InlineData("artifacts", "launcher", "native", "stamp")]
    [InlineData("artifacts", "launcher", "native", "1-2", "specskills")]
    [InlineData("artifacts", "launcher", "stamp")]
    public async Task The_native_program_and_what_chooses_it_are_programs_too(params string[] path)
    {
        Write(folder.Combine(path), "as it was");
        Assert.Contains(
            Workspace.Shown(folder.Combine(path)), (await DoorAsync(DoorNames.Program)).Found,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_policy_no_person_signs_and_no_channel_tells()
    {
        Assert.Equal(DoorState.Open, (await DoorAsync(DoorNames.Channel)).State);
        Assert.Equal(DoorState.Open, (await DoorAsync(DoorNames.Signatures)).State);
        Assert.Equal(DoorState.Unknown, (await DoorAsync(DoorNames.Bounds)).State);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")] // Pipes there have no place among files.
    public async Task A_pipe_in_a_files_place_keeps_no_caller_waiting()
    {
        // Opening one waits for the other end, which may never come.
        var pipe = Path.Combine(home.Root, "pipe");
        MakePipe(pipe);
        Assert.Equal(DoorState.Shut, (await DoorAsync(DoorNames.Kubeconfig, pipe)).State);
        Directory.CreateDirectory(workspace.State);
        MakePipe(workspace.Database);
        Assert.Equal(DoorState.Open, (await DoorAsync(DoorNames.StateWrite)).State);
        Directory.CreateDirectory(Path.Combine(workspace.Root, ".claude"));
        MakePipe(Path.Combine(workspace.Root, ".claude", "settings.local.json"));
        Assert.Equal(DoorState.Open, (await DoorAsync(DoorNames.Demands)).State);
    }

    [Fact]
    public void The_kubeconfig_of_another_HOME_is_found_because_kubectl_would_find_it()
    {
        var config = Path.Combine(home.Root, "other", ".kube", "config");
        Write(config, "kind: Config");
        Assert.Equal(
            [config],
            new CredentialFiles(
                workspace, home.Root, name => name == "HOME" ? Path.Combine(home.Root, "other") : null).Kubeconfigs);
    }

    [Fact]
    public async Task Every_door_of_every_level_is_tried()
    {
        var report = await RunAsync(null);
        Assert.Equal(
            AssuranceLevels.All.SelectMany(level => level.Doors).Order(),
            report.Doors.Select(door => door.Name).Order());
    }

    public void Dispose()
    {
        folder.Dispose();
        home.Dispose();
    }

    private async Task<Door> DoorAsync(string name, string? kubeconfig = null) =>
        (await RunAsync(kubeconfig)).Door(name)!;

    private Task<AssuranceReport> RunAsync(string? kubeconfig) => new Examination(
            workspace, new CredentialFiles(workspace, home.Root, name => name == "KUBECONFIG" ? kubeconfig : null),
            null,
            _ => false, (_, _) => Task.FromResult("the cluster was asked"))
        .RunAsync(AssuranceSeat.Terminal, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);

    private static void MakePipe(string path)
    {
        using var made = System.Diagnostics.Process.Start("mkfifo", [path]);
        made.WaitForExit();
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
