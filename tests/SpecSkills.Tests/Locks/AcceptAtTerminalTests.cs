using SpecSkills.Core.Governance.Locks;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Notifications;
using SpecSkills.Skills.GovernanceEnforcer;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Locks;

/// <summary>What a person types to accept files: each name, and the code where a channel leaves this machine.</summary>
public sealed class AcceptAtTerminalTests : IAsyncLifetime
{
    private const string Service = PipelineWorld.Frontend;

    private readonly WebhookReceiver receiver = new();
    private ChannelFile channels = null!;
    private Notifier notifier = null!;
    private PipelineWorld world = null!;
    private PipelineProcess process = null!;

    public async ValueTask InitializeAsync()
    {
        channels = ChannelFile.Slack(receiver.Address);
        notifier = new Notifier(channels.Book, TimeProvider.System, null);
        world = await PipelineWorld.StartAsync(edit: (file, text) => file == PolicyLock.PolicyFile
            ? text.Replace(
                "    timeout: 1h", "    notification_channels: [\"slack://ops\"]\n    timeout: 1h",
                StringComparison.Ordinal)
            : text);
        process = world.NewProcess();
        process.Services.Blueprints.Read();
        Edit("blueprints/frontend/blueprint.yaml", "max_replicas: 5", "max_replicas: 9");
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        notifier.Dispose();
        channels.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task The_name_and_the_code_accept_and_the_message_says_what_changes()
    {
        var (exit, _) = await AcceptAsync(() => Service, () => receiver.Code);
        Assert.Equal((ExitCode.Done, 9), (exit, Maximum()));
        Assert.Contains("spec.scaling.max_replicas 5 -", $"{receiver.Received[^1]["text"]}", StringComparison.Ordinal);
        var accepted = Assert.Single(world.AllRecords("policy.accepted"));
        Assert.True((bool)accepted["proof"]!["code_typed"]!);
        Assert.DoesNotContain(
            world.AllRecords(), record => record.ToJsonString().Contains(receiver.Code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Attack_the_name_without_the_code()
    {
        var (exit, said) = await AcceptAsync(
            [() => Service, .. Enumerable.Repeat<Func<string?>>(() => Wrong(), 9)]);
        Assert.Equal((ExitCode.Blocked, 5), (exit, Maximum()));
        Assert.Contains("Nothing was accepted", said, StringComparison.Ordinal);
        Assert.Empty(world.AllRecords("policy.accepted"));
        Assert.Single(world.AllRecords("policy.asked"));
    }

    [Fact]
    public async Task Attack_the_channel_taken_out_of_the_file_first()
    {
        Edit(PolicyLock.PolicyFile, "    notification_channels: [\"slack://ops\"]\n", "");
        var (exit, _) = await AcceptAsync(() => "todo-chatbot", () => Service, () => "");
        Assert.Equal((ExitCode.Blocked, 5), (exit, Maximum()));
        Assert.Equal(8, receiver.Code.Length);
    }

    [Fact]
    public async Task With_another_name_nothing_is_asked_or_sent()
    {
        var (exit, _) = await AcceptAsync(() => "todo-backend");
        Assert.Equal((ExitCode.Cancelled, 5), (exit, Maximum()));
        Assert.Empty(receiver.Received);
        Assert.Empty(world.AllRecords("policy.asked"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_accepted_is_not_answered_with_another_one()
    {
        var file = world.Folder.Combine("blueprints/frontend/blueprint.yaml");
        await File.WriteAllTextAsync(file, "kind: [", TestContext.Current.CancellationToken);

        var (exit, said) = await AcceptAsync(["frontend"], () => "todo-chatbot", () => receiver.Code);

        Assert.Equal(ExitCode.Cancelled, exit);
        Assert.Contains("has errors and cannot be accepted", said, StringComparison.Ordinal);
        Assert.DoesNotContain("todo-chatbot", said, StringComparison.Ordinal);
        Assert.Empty(world.AllRecords("policy.accepted"));
    }

    [Fact]
    public async Task What_came_of_telling_the_channel_is_on_record()
    {
        receiver.Status = 500;
        Assert.Equal(ExitCode.Blocked, (await AcceptAsync(() => Service)).ExitCode);
        var told = Assert.Single(world.AllRecords("policy.notified"));
        Assert.Equal(("policy.asked", "failed"), ((string?)told["type"], (string?)told["status"]));
    }

    private Task<(int ExitCode, string Said)> AcceptAsync(params Func<string?>[] typed) => AcceptAsync([], typed);

    private async Task<(int ExitCode, string Said)> AcceptAsync(string[] names, params Func<string?>[] typed)
    {
        var said = new StringWriter();
        var terminal = new Terminal(said, said, true, true, true);
        var person = new PersonAtTerminal(terminal, new Typing(typed));
        var exit = await new AcceptAtTerminal(process.Accepting, notifier, terminal, person, world.Clock)
            .ExecuteAsync(names, TestContext.Current.CancellationToken);
        return (exit, said.ToString());
    }

    private int Maximum() => process.Services.Blueprints.Read().Find(Service)!.Blueprint!.Scaling.MaxReplicas;

    private string Wrong() => receiver.Code == "00000000" ? "00000001" : "00000000";

    private void Edit(string file, string from, string to)
    {
        var path = world.Folder.Combine(file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>A person who types a line when it is asked for, and not before.</summary>
    private sealed class Typing(IEnumerable<Func<string?>> lines) : TextReader
    {
        private readonly Queue<Func<string?>> left = new(lines);

        public override string? ReadLine() => left.TryDequeue(out var next) ? next() : null;
    }
}
