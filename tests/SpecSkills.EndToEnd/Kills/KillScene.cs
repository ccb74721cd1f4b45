using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Kills;

/// <summary>
/// A permitted scale-up of the frontend from two replicas to three, executed by a program that is killed on the way.
/// </summary>
internal sealed class KillScene : IAsyncDisposable
{
    /// <summary>Several times what a program takes to come to any point of an execution.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ServiceWorkspace workspace;
    private readonly string[] cluster;

    private KillScene(ServiceWorkspace workspace)
    {
        this.workspace = workspace;
        Proxy = new ClusterProxy(workspace.Cluster);
        workspace.Edit("  governance:\n    agent_authority", $"""
              observability:
                prometheus:
                  url: {workspace.Cluster.GetLeftPart(UriPartial.Authority)}/prometheus

              governance:
                agent_authority
            """);
        workspace.Accept();
        cluster = ["--cluster", "kube", "--kubeconfig", Proxy.WriteKubeconfig(workspace.Root)];
    }

    public ClusterProxy Proxy { get; }

    /// <summary>The permit of the execution.</summary>
    public string Permit { get; private set; } = "";

    /// <summary>Digest of the operation.</summary>
    public string Operation { get; private set; } = "";

    /// <summary>Starts the cluster.</summary>
    public static async Task<KillScene> StartAsync(Action<ServiceWorkspace>? prepare = null) =>
        new(await ServiceWorkspace.StartAsync(prepare));

    /// <summary>Starts the cluster, decides and gets the permit.</summary>
    public static async Task<KillScene> SetAsync(Action<ServiceWorkspace>? prepare = null)
    {
        var scene = await StartAsync(prepare);
        var (decision, verdict) = await scene.workspace.PermitAsync(scene.cluster);
        Assert.Equal(3, (int)decision["target_state"]!["replicas"]!);
        scene.Permit = (string)verdict["permit_id"]!;
        scene.Operation = (string)verdict["operation_id"]!;
        return scene;
    }

    /// <summary>Starts the execution, waits until its request stands still, kills the program with SIGKILL.</summary>
    public Task KillAtAsync(HeldRequest request) =>
        KillAsync(request, BuiltProgram.ExecutionEngine, "apply", "--permit", Permit, "--json");

    /// <summary>The same with the agent's loop.</summary>
    public Task KillAgentAtAsync(HeldRequest request) => KillAsync(request, BuiltProgram.Cli, Agent);

    /// <summary>Lets the agent run until something holds after one of its passes, and kills it.</summary>
    public async Task RunAgentUntilAsync(Func<bool> holds)
    {
        using var process = Start(BuiltProgram.Cli, Agent);
        using var patience = new CancellationTokenSource(Patience);
        process.BeginErrorReadLine();
        try
        {
            while (!holds())
                Assert.NotNull(await process.StandardOutput.ReadLineAsync(patience.Token));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static string[] Agent => ["run", "todo-frontend", "--interval", "1s", "--json"];

    private System.Diagnostics.Process Start(string program, params string[] arguments) =>
        ProgramRun.StartBuilt(program, [.. arguments, .. cluster], workspace.Root);

    private async Task KillAsync(HeldRequest request, string program, params string[] arguments)
    {
        var held = Proxy.Hold(request);
        using var process = Start(program, arguments);
        try
        {
            var first = await Task.WhenAny(held.Held, process.WaitForExitAsync()).WaitAsync(Patience);
            Assert.True(
                first == held.Held,
                process.HasExited ? await process.StandardError.ReadToEndAsync() : "neither held nor ended");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.Equal(128 + 9, process.ExitCode);
        held.Release();
    }

    /// <summary>
    /// The next program: told to use the same permit again, it settles first and then refuses; what is still to be
    /// verified is followed to its end.
    /// </summary>
    /// <param name="exitCode">How the verification shall end.</param>
    public async Task StartAgainAsync(int exitCode)
    {
        var refused = await workspace.AnswerAsync(
            6, BuiltProgram.ExecutionEngine, ["apply", "--permit", Permit, .. cluster]);
        Assert.Equal("refused", (string?)refused["status"]);
        var check = await workspace.RunAsync(
            BuiltProgram.VerificationEngine, ["check", "--operation", Permit, "--json", .. cluster]);
        Assert.True(check.ExitCode == exitCode, check.ToString());
    }

    /// <summary>The one record that closes the operation.</summary>
    public JsonObject Closed()
    {
        var closed = Assert.Single(workspace.Records("operation.closed"));
        Assert.Equal(Operation, (string?)closed["id"]);
        return closed;
    }

    /// <summary>Records of a kind.</summary>
    public IReadOnlyList<JsonObject> Records(string kind) => workspace.Records(kind);

    /// <summary>Replicas the Deployment asks for.</summary>
    public Task<int> ReplicasAsync() => workspace.ReplicasAsync();

    /// <summary>The chain holds, and the service is free for the next decision.</summary>
    public async Task AssertSettledAsync()
    {
        await AssertVerifiedAsync();
        var decision = await workspace.AnswerAsync(
            0, BuiltProgram.DecisionEngine,
            ["decide", "--blueprint", "blueprints/frontend/blueprint.yaml", .. cluster]);
        Assert.NotEqual("operation_in_flight", (string?)decision["reason"]);
    }

    /// <summary>The chain holds.</summary>
    public async Task AssertVerifiedAsync()
    {
        var verified = await workspace.AnswerAsync(0, BuiltProgram.Cli, "audit", "verify");
        Assert.True((bool)verified["verified"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await workspace.DisposeAsync();
    }
}
