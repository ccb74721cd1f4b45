using System.Diagnostics;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Blueprints;

/// <summary>A person saves a file while the agent runs, and nothing but the save makes it look again.</summary>
public sealed class WatchingTests
{
    [Fact]
    public async Task A_broken_file_leaves_the_last_version_in_force_and_a_mended_one_takes_effect()
    {
        using var workspace = new TestWorkspace();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var agent = ProgramRun.StartBuilt(
            BuiltProgram.Cli, ["run", "todo-frontend", "--interval", "1h", "--json"], workspace.Root);
        try
        {
            Assert.NotNull(await agent.StandardOutput.ReadLineAsync(patience.Token)); // It has looked at the service.
            TestWorkspace.Edit(workspace.Frontend, "max_replicas: 5", "max_replicas: five");
            await SaidAsync(agent, "version 1.0.0, read before, stays in force", patience.Token);
            TestWorkspace.Edit(workspace.Frontend, "max_replicas: five", "max_replicas: 4");
            await SaidAsync(agent, "is valid again", patience.Token);
        }
        finally
        {
            agent.Kill(entireProcessTree: true);
            await agent.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task SaidAsync(Process agent, string words, CancellationToken cancellation)
    {
        while (await agent.StandardError.ReadLineAsync(cancellation) is { } line)
            if (line.Contains(words, StringComparison.Ordinal))
                return;
        Assert.Fail($"The agent ended without saying: {words}");
    }
}
