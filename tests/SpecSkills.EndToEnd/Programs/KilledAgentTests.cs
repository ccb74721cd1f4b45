using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>The agent killed at any moment: started again, it neither repeats nor forgets an operation.</summary>
public sealed class KilledAgentTests : IDisposable
{
    /// <summary>
    /// Kills per run; each comes at a moment of its own, from before the first look to after the write.
    /// </summary>
    private const int Kills = 4;

    private readonly TestWorkspace workspace = new();

    [Fact]
    public async Task Killed_at_any_moment_it_neither_repeats_nor_forgets()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        // A short window, so that what is verified is closed while somebody waits.
        foreach (var file in Directory.EnumerateFiles(workspace.Root, "blueprint.yaml", SearchOption.AllDirectories))
            TestWorkspace.Edit(
                file, "    max_restart_count: 3", "    max_restart_count: 3\n    verification_window: 2s");
        await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "cluster", "up");
        await ProgramRun.ToEndAsync(
            ProgramRun.Start(
                TestTools.OnPath("kubectl"),
                [
                    "--kubeconfig", Path.Combine(workspace.Root, ".specskills", "cluster", "kubeconfig"),
                    "scale", "deployment", "todo-backend", "--replicas=1",
                ],
                workspace.Root),
            null);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var agent = Agent();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(300, 4000)), TestContext.Current.CancellationToken);
            agent.Kill(entireProcessTree: true);
            await agent.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using (var last = Agent())
        {
            await UntilAsync(records => Of(records, "operation.closed").Count > 0 && Unclosed(records).Count == 0);
            last.Kill(entireProcessTree: true);
        }

        var all = Records();
        Assert.All(
            Of(all, "operation.intent").GroupBy(record => (string?)record["permit_id"]),
            intents => Assert.Equal(
                intents.Count(), intents.Select(record => (int)record["attempt"]!).Distinct().Count()));
        var verified = await ProgramRun.OfAsync(BuiltProgram.Cli, workspace, "audit", "verify");
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }

    public void Dispose() => workspace.Dispose();

    private static List<JsonObject> Of(IEnumerable<JsonObject> records, string kind) =>
        [.. records.Where(record => (string?)record["kind"] == kind)];

    /// <summary>Operations with an intent and no end on record.</summary>
    private static List<string?> Unclosed(IReadOnlyList<JsonObject> records) =>
    [
        .. Of(records, "operation.intent").Where(record => record["compensates"] is null)
            .Select(record => (string?)record["operation_id"]).Distinct()
            .Except(Of(records, "operation.closed").Select(record => (string?)record["id"])),
    ];

    private Process Agent()
    {
        var agent = ProgramRun.Start(
            "dotnet", [BuiltProgram.Cli, "run", "todo-backend", "--interval", "1s"], workspace.Root);
        agent.BeginOutputReadLine();
        agent.BeginErrorReadLine();
        return agent;
    }

    private async Task UntilAsync(Func<IReadOnlyList<JsonObject>, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!holds(Records())) await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
    }

    private List<JsonObject> Records()
    {
        var folder = Path.Combine(workspace.Root, "logs", "agent-decisions",
            DateTime.UtcNow.Year.ToString(CultureInfo.InvariantCulture));
        if (!Directory.Exists(folder)) return [];
        var records = new List<JsonObject>();
        foreach (var segment in Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order())
        {
            var text = File.ReadAllText(segment);
            // The line being written at this instant has no end yet.
            var whole = text[..(text.LastIndexOf('\n') + 1)];
            foreach (var line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                records.Add(JsonNode.Parse(line)!.AsObject());
        }

        return records;
    }
}
