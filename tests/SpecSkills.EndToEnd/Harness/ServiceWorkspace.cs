using System.Text.Json.Nodes;

namespace SpecSkills.EndToEnd.Harness;

/// <summary>
/// A workspace with its embedded cluster running and the frontend busy enough for a scale-up from two replicas to
/// three. Its blueprint lets an operation be verified within seconds.
/// </summary>
internal sealed class ServiceWorkspace : IAsyncDisposable
{
    /// <summary>Path that the frontend's Deployment is read and written under.</summary>
    public const string Deployment = "/apis/apps/v1/namespaces/default/deployments/todo-frontend";

    private readonly TestWorkspace files = new();

    private ServiceWorkspace()
    {
        // Longer than the five seconds between two samples: a shorter one may judge by what was before the last pod
        // became ready.
        Edit("health_check_timeout: 30s", "health_check_timeout: 10s\n    verification_window: 6s");
        Edit("initial_delay: 10s", "initial_delay: 0s");
        Edit("min_ready_seconds: 10", "min_ready_seconds: 0");
    }

    public string Root => files.Root;

    /// <summary>Base address of the embedded cluster.</summary>
    public Uri Cluster { get; private set; } = null!;

    /// <summary>Starts the cluster.</summary>
    /// <param name="prepare">Changes files before it starts.</param>
    public static async Task<ServiceWorkspace> StartAsync(Action<ServiceWorkspace>? prepare = null)
    {
        var workspace = new ServiceWorkspace();
        prepare?.Invoke(workspace);
        workspace.Accept();
        var up = await workspace.RunAsync(BuiltProgram.Cli, "cluster", "up", "--json");
        Assert.True(up.ExitCode == 0, up.ToString());
        workspace.Cluster = new Uri((string)JsonNode.Parse(up.Answers)!["server"]!);
        return workspace;
    }

    /// <summary>Changes the frontend's blueprint.</summary>
    public void Edit(string from, string to) => TestWorkspace.Edit(files.Frontend, from, to);

    /// <summary>Counts every file as accepted as it is now; before the first program reads them.</summary>
    public void Accept() => files.Accept();

    /// <summary>Runs a program to its end.</summary>
    public Task<ProgramResult> RunAsync(string program, params string[] arguments) =>
        ProgramRun.OfAsync(program, files, arguments);

    /// <summary>Runs it, expects this exit code and gives the document it answered with.</summary>
    public async Task<JsonObject> AnswerAsync(int exitCode, string program, params string[] arguments)
    {
        var result = await RunAsync(program, [.. arguments, "--json"]);
        Assert.True(result.ExitCode == exitCode, $"{string.Join(' ', arguments)}: {result}");
        return JsonNode.Parse(result.Answers)!.AsObject();
    }

    /// <summary>Decides for the frontend and gets the permit for what was decided.</summary>
    public async Task<(JsonObject Decision, JsonObject Verdict)> PermitAsync(params string[] cluster)
    {
        var decision = await AnswerAsync(
            0, BuiltProgram.DecisionEngine,
            ["decide", "--blueprint", "blueprints/frontend/blueprint.yaml", .. cluster]);
        var verdict = await AnswerAsync(
            0, BuiltProgram.GovernanceEnforcer,
            ["request", "--decision", (string)decision["decision_id"]!, .. cluster]);
        return (decision, verdict);
    }

    /// <summary>Records of a kind, oldest first, with everything that was written down.</summary>
    public IReadOnlyList<JsonObject> Records(string kind) =>
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Root, "logs", "agent-decisions"), "*.jsonl", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "checkpoints.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(WholeLines).Select(line => JsonNode.Parse(line)!.AsObject())
            .Where(record => (string?)record["kind"] == kind),
    ];

    /// <summary>The line that a program is writing at this instant has no end yet.</summary>
    private static string[] WholeLines(string file)
    {
        var text = File.ReadAllText(file);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>From now on the backend's blueprint is none.</summary>
    public Task MakeBackendUnreadableAsync() => File.WriteAllTextAsync(
        Path.Combine(Root, "blueprints", "backend", "blueprint.yaml"), "kind: [",
        TestContext.Current.CancellationToken);

    /// <summary>
    /// Makes today's segment that of a day so long ago, as if nothing had been recorded since; the next record begins a
    /// new one.
    /// </summary>
    public void AgeRecord(int days)
    {
        var folder = Path.Combine(Root, "logs", "agent-decisions");
        var segment = Directory.GetFiles(folder, "??.jsonl", SearchOption.AllDirectories).Order().Last();
        var aged = Path.Combine(
            folder, DateTime.UtcNow.AddDays(-days).ToString(
                "yyyy'/'MM'/'dd'.jsonl'", System.Globalization.CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Path.GetDirectoryName(aged)!);
        File.Move(segment, aged);
    }

    /// <summary>Replicas the Deployment asks for, by the cluster itself.</summary>
    public async Task<int> ReplicasAsync()
    {
        using var client = new HttpClient();
        var text = await client.GetStringAsync(new Uri(Cluster, Deployment), TestContext.Current.CancellationToken);
        return (int)JsonNode.Parse(text)!["spec"]!["replicas"]!;
    }

    public ValueTask DisposeAsync()
    {
        files.Dispose();
        return ValueTask.CompletedTask;
    }
}
