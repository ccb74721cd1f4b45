using System.ComponentModel;
using System.Diagnostics;
using SpecSkills.EmbeddedCluster;
using SpecSkills.EmbeddedCluster.Pods;
using SpecSkills.EmbeddedCluster.Server;
using Xunit;

namespace SpecSkills.Tests.EmbeddedCluster.Kubectl;

/// <summary>An embedded cluster in this process with the real kubectl beside it.</summary>
public sealed class KubectlCluster : IAsyncLifetime, IUsageSource
{
    // Far more than any command takes; a command that hangs must not hang the build.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string kubeconfig = Path.Combine(Path.GetTempPath(), $"kubectl-test-{Guid.NewGuid():N}");
    private EmbeddedClusterServer? server;

    public async ValueTask InitializeAsync()
    {
        var machine = new ClusterMachine(new ClusterOptions
        {
            StartTime = TimeProvider.System.GetUtcNow(),
            ControllerDelay = TimeSpan.FromMilliseconds(5),
            ImagePullDuration = TimeSpan.FromMilliseconds(20),
            PodStartupDelay = TimeSpan.FromMilliseconds(50),
            PodStopDuration = TimeSpan.FromMilliseconds(50),
            UsageSource = this,
        });
        server = await EmbeddedClusterServer.StartAsync(machine, TimeProvider.System);
        await File.WriteAllTextAsync(kubeconfig, server.Kubeconfig);
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(kubeconfig);
        if (server is not null)
            await server.DisposeAsync();
    }

    public PodUsage? Sample(PodView pod, DateTimeOffset now) => new(now, TimeSpan.FromSeconds(15),
        [.. pod.Containers.Select(container => new ContainerUsage(container.Name, 42_000_000, 96 * 1024 * 1024))]);

    /// <summary>
    /// Runs kubectl to its end and answers what it printed; a failure fails the test with both streams.
    /// </summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments, null);
        return await FinishAsync(process, arguments);
    }

    /// <summary>The same with text on its input.</summary>
    public async Task<string> RunWithInputAsync(string input, params string[] arguments)
    {
        using var process = Start(arguments, input);
        return await FinishAsync(process, arguments);
    }

    /// <summary>Starts kubectl and answers its lines as they come, until as many as wanted are there.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(int wanted, Func<Task> meanwhile, params string[] arguments)
    {
        using var process = Start(arguments, null);
        using var patience = new CancellationTokenSource(Patience);
        var lines = new List<string>();
        try
        {
            lines.Add((await process.StandardOutput.ReadLineAsync(patience.Token))!);
            lines.Add((await process.StandardOutput.ReadLineAsync(patience.Token))!);
            await meanwhile();
            while (lines.Count < wanted && await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
                lines.Add(line);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
        return lines;
    }

    private Process Start(string[] arguments, string? input)
    {
        var start = new ProcessStartInfo("kubectl")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["KUBECONFIG"] = kubeconfig;
        start.Environment["HOME"] = Path.GetTempPath();
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("kubectl is not installed; with CI=true this would be a failure.");
            throw;
        }
    }

    private static async Task<string> FinishAsync(Process process, string[] arguments)
    {
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        var text = await output;
        Assert.True(process.ExitCode == 0,
            $"kubectl {string.Join(' ', arguments)} ended {process.ExitCode}:\n{text}\n{await error}");
        return text;
    }
}
