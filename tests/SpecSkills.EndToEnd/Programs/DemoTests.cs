using System.Text.Json.Nodes;
using SpecSkills.EndToEnd.Harness;

namespace SpecSkills.EndToEnd.Programs;

/// <summary>The demo as a script runs it, and what it leaves for the person after it.</summary>
[Collection(nameof(PlayedDemo))]
public sealed class DemoTests(PlayedDemo demo)
{
    [Fact]
    public void Everything_the_demo_promises_happens_in_it()
    {
        var summary = JsonNode.Parse(demo.Result.Answers)!;
        var outcomes = summary["operations"]!.AsArray()
            .Select(operation => $"{operation!["service"]} {operation["type"]} {operation["outcome"]}").ToList();
        Assert.Contains("todo-frontend scale_up success", outcomes);
        Assert.Contains("todo-frontend scale_down success", outcomes);
        Assert.Contains("todo-frontend rollback success", outcomes);
        Assert.Equal(3, outcomes.Count(outcome => outcome == "todo-backend scale_up rolled_back"));
        Assert.True((int)summary["blocked"]! >= 1);
        Assert.Equal(1, (int)summary["pending_approvals"]!);
        Assert.Equal(["todo-backend"], summary["breakers"]!.AsArray().Select(service => (string?)service));
        Assert.True((bool)summary["audit"]!["verified"]!);
    }

    [Fact]
    public void A_document_is_all_it_says()
    {
        Assert.Equal(0, demo.Result.ExitCode);
        Assert.Empty(demo.Result.Notes);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_record_to_the_byte()
    {
        using var again = new TestWorkspace();
        var result = await PlayedDemo.PlayAsync(again);
        Assert.Equal(demo.Result.Answers, result.Answers);
        Assert.Equal(Record(demo.Workspace), Record(again));
    }

    [Fact]
    public void It_leaves_a_page_that_fetches_nothing()
    {
        var page = File.ReadAllText(Path.Combine(demo.Folder, "report.html"));
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Its_record_verifies_and_can_be_asked()
    {
        var verified = await demo.RunAsync("audit", "verify", "--json");
        Assert.Equal(0, verified.ExitCode);
        Assert.True((bool)JsonNode.Parse(verified.Answers)!["verified"]!);
        var blocked = await demo.RunAsync(
            "audit", "list", "--verdict", "blocked", "--service", "todo-backend", "--json");
        Assert.Contains("delete_deployment", blocked.Answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_that_a_message_named_is_compared_with_the_record()
    {
        var head = JsonNode.Parse((await demo.RunAsync("audit", "verify", "--json")).Answers)!["head"]!;
        var agrees = await demo.RunAsync("audit", "verify", "--witness", $"{head["seq"]} {head["hash"]}");
        Assert.Equal(0, agrees.ExitCode);
        Assert.Contains("agrees with the witness given", agrees.Answers, StringComparison.Ordinal);
        var other = await demo.RunAsync("audit", "verify", "--witness", $"3:{head["hash"]}");
        Assert.Equal(5, other.ExitCode);
        Assert.Equal(3, (await demo.RunAsync("audit", "verify", "--witness", "yesterday's")).ExitCode);
    }

    [Fact]
    public async Task A_tampered_record_is_named_and_ends_with_5()
    {
        using var copy = demo.Copy();
        var segment = Assert.Single(Directory.EnumerateFiles(
            Path.Combine(copy.Root, ".specskills", "demo", "logs", "agent-decisions", "2026"), "*.jsonl",
            SearchOption.AllDirectories));
        var lines = await File.ReadAllLinesAsync(segment);
        lines[9] = lines[9].Replace("\"hold\"", "\"none\"", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(segment, lines);
        var verified = await ProgramRun.OfAsync(
            BuiltProgram.Cli, copy, "audit", "verify", "--workspace", Path.Combine(copy.Root, ".specskills", "demo"));
        Assert.Equal(5, verified.ExitCode);
        Assert.Contains("BROKEN at record 10", verified.Answers, StringComparison.Ordinal);
    }

    private static List<string> Record(TestWorkspace workspace) =>
    [
        .. Directory.EnumerateFiles(
                Path.Combine(workspace.Root, ".specskills", "demo", "logs"), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllText),
    ];
}
