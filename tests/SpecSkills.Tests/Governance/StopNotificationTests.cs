using SpecSkills.Application.Agent;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting.Notifications;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>That everything was stopped, or goes on, reaches people, against a real HTTP receiver.</summary>
public sealed class StopNotificationTests : IAsyncLifetime
{
    private readonly WebhookReceiver receiver = new();
    private ChannelFile channels = null!;
    private Notifier notifier = null!;
    private PipelineWorld world = null!;
    private PipelineProcess process = null!;

    public async ValueTask InitializeAsync()
    {
        // What the shipped blueprints name, both of them.
        channels = new ChannelFile($$"""{"slack": {"devops-alerts": "{{receiver.Address}}"} }""");
        notifier = new Notifier(channels.Book, TimeProvider.System, null);
        world = await PipelineWorld.StartAsync();
        process = world.NewProcess(notifier: notifier);
    }

    public async ValueTask DisposeAsync()
    {
        process.Dispose();
        await world.DisposeAsync();
        notifier.Dispose();
        channels.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_freeze_is_told_once_with_the_head_of_the_record_and_its_reason_apart()
    {
        var freeze = new FreezeWorkspace(process.Services).Execute(Principal.AgentMcp, null, "see <http://evil|this>");

        var told = Assert.Single(await Announcing().FrozenAsync(freeze, Principal.AgentMcp, Cancellation));

        Assert.Equal(NoticeStatus.Delivered, told.Status);
        var text = Text();
        Assert.StartsWith("Everything is frozen\n", text, StringComparison.Ordinal);
        Assert.Contains("until: a person lifts it\nby: agent:mcp\n", text, StringComparison.Ordinal);
        Assert.Contains("in your own terminal: specskills resume\n", text, StringComparison.Ordinal);
        Assert.EndsWith("unchecked: see &lt;http://evil|this&gt;", text, StringComparison.Ordinal);
        Assert.DoesNotContain("code: ", text, StringComparison.Ordinal);
        // The message is a witness of the record as it was, and what came of it is on record.
        var announces = Assert.Single(world.AllRecords(PolicyEvents.AnnouncesKind));
        Assert.Contains($"record: {announces["seq"]} sha256:", text, StringComparison.Ordinal);
        var notified = Assert.Single(world.AllRecords(PolicyEvents.NotifiedKind));
        Assert.Equal((PolicyEvents.Frozen, "delivered"), ((string?)notified["type"], (string?)notified["status"]));
    }

    [Fact]
    public async Task Attack_a_freeze_lifted_in_a_faked_terminal_is_told_to_people()
    {
        var freeze = new FreezeWorkspace(process.Services).Execute(Principal.PersonLocal, null, "the bank is closed");
        Assert.Null(new ResumeWorkspace(process.Services).Execute(Principal.PersonLocal, "over"));

        await Announcing().ResumedAsync(freeze, "over", Principal.PersonLocal, Cancellation);

        Assert.StartsWith("The freeze is lifted. Services are changed again\n", Text(), StringComparison.Ordinal);
        Assert.Contains("by: person:local\n", Text(), StringComparison.Ordinal);
        Assert.Contains("record: ", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attack_a_breaker_reset_in_a_faked_terminal_is_told_to_people()
    {
        await Announcing().ResetAsync("todo-frontend", "it is fine", Principal.PersonLocal, Cancellation);
        Assert.StartsWith("A breaker is reset: the agent changes the service again\nservice: todo-frontend\n", Text(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_fails_is_on_record_and_the_freeze_holds()
    {
        receiver.Status = 500;
        var freeze = new FreezeWorkspace(process.Services).Execute(Principal.PersonLocal, null, null);
        var told = Assert.Single(await Announcing().FrozenAsync(freeze, Principal.PersonLocal, Cancellation));
        Assert.Equal((NoticeStatus.Failed, "answered 500"), (told.Status, told.Why));
        Assert.Equal("failed", (string?)Assert.Single(world.AllRecords(PolicyEvents.NotifiedKind))["status"]);
        Assert.NotNull(new ResumeWorkspace(process.Services).Standing());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AnnounceStop Announcing() =>
        new(process.Services.Blueprints, notifier, process.Services.Audit, world.Clock);

    private string Text() => (string)receiver.Received[^1]["text"]!;
}
