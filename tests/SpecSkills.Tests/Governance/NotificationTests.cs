using System.Text.Json.Nodes;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting.Notifications;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>Announcing requests, against a real HTTP receiver.</summary>
public sealed class NotificationTests : IAsyncDisposable
{
    private static readonly string[] Channels = ["slack://ops"];

    // One Slack channel that works; a test that needs another scene sets up its own beside it.
    private readonly WebhookReceiver receiver = new();
    private readonly ChannelFile file;
    private readonly Notifier notifier;
    private readonly ApprovalWorld world;

    public NotificationTests()
    {
        file = ChannelFile.Slack(receiver.Address);
        notifier = new Notifier(file.Book, TimeProvider.System, null);
        world = new ApprovalWorld(channels: Channels, notifier: notifier);
    }

    public async ValueTask DisposeAsync()
    {
        world.Dispose();
        notifier.Dispose();
        file.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_slack_channel_gets_what_is_decided_the_code_and_the_head_of_the_record()
    {
        var request = await AnnouncedAsync("because <!channel> & <http://evil|this>");

        var message = Assert.Single(receiver.Received);
        var text = (string)message["text"]!;
        foreach (var part in (string[])
            [request.Id, "todo-frontend", "replicas: 2 -&gt; 9", "asked by: agent:mcp", "record: 1 sha256:line",
                "unchecked: because &lt;!channel&gt; &amp; &lt;http://evil|this&gt;"])
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.DoesNotContain("<", text, StringComparison.Ordinal);
        Assert.Equal((false, "none", false), (
            (bool)message["mrkdwn"]!, (string)message["parse"]!, (bool)message["link_names"]!));
        Assert.Matches(@"\A[0-9]{8}\z", receiver.Code);
        Assert.Equal(
            [new ChannelNotice("slack://ops", NoticeStatus.Delivered, null, request.Notices[0].At)], request.Notices);
        var record = world.Audit.Events[^1];
        Assert.Equal((ApprovalEvents.NotifiedKind, "delivered"), (record.Kind, (string?)record.Body["status"]));
    }

    [Fact]
    public async Task A_webhook_gets_one_document()
    {
        using var own = new ApprovalWorld(channels: [receiver.Address], notifier: notifier);

        var request = await AnnouncedAsync(own);

        var document = Assert.Single(receiver.Received);
        Assert.Equal("approval.requested", (string)document["event"]!);
        Assert.Equal(
            """{"sequence":1,"hash":"sha256:line"}""", document["audit_head"]!.ToJsonString());
        Assert.Equal($"specskills approvals approve {request.Id}", (string)document["command"]!);
        Assert.Equal(8, ((string)document["code"]!).Length);
        Assert.Contains(
            document["lines"]!.AsArray(),
            line => ((string)line!["label"]!, (string)line["value"]!) == ("replicas", "2 -> 9"));
    }

    [Fact]
    public async Task The_desktop_is_told_and_never_gets_the_code()
    {
        using var folder = new TemporaryFolder();
        var (program, heard) = (folder.Combine("notify"), folder.Combine("heard"));
        File.WriteAllText(program, $"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{heard}'\nenv >> '{heard}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var desktop = new Notifier(file.Book, TimeProvider.System, program);
        using var own = new ApprovalWorld(channels: ["desktop://", "slack://ops"], notifier: desktop);

        var request = await AnnouncedAsync(own, "--icon=/etc/passwd <b>");

        var words = File.ReadAllText(heard);
        Assert.All(request.Notices, told => Assert.Equal(NoticeStatus.Delivered, told.Status));
        Assert.StartsWith("--app-name=specskills\n--\nApproval needed: scale of todo-frontend\n", words,
            StringComparison.Ordinal);
        Assert.DoesNotContain(receiver.Code, words, StringComparison.Ordinal);
        // What it does not need of our environment it does not get.
        Assert.DoesNotContain("\nPATH=", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "answered 500")]
    [InlineData(302, "answered 302")]
    public async Task A_channel_that_refuses_loses_nothing_and_approves_nothing(int status, string why)
    {
        await using var elsewhere = new WebhookReceiver();
        (receiver.Status, receiver.Redirect) = (status, elsewhere.Address);

        var request = await AnnouncedAsync();

        Assert.Equal((ApprovalState.Pending, true), (request.State, request.Code is not null));
        Assert.Equal((NoticeStatus.Failed, why), (request.Notices[0].Status, request.Notices[0].Why));
        Assert.True(ApprovalCard.Of(request, world.Clock.Now).IsUntold);
        Assert.Equal("failed", (string?)world.Audit.Events[^1].Body["status"]);
        // A redirect is not followed: the code stays where it was sent.
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    public async Task A_channel_without_a_listener_leaves_the_request_waiting_and_says_so()
    {
        using var book = ChannelFile.Slack("http://127.0.0.1:9/x");
        using var deaf = new Notifier(book.Book, TimeProvider.System, null);
        using var own = new ApprovalWorld(channels: Channels, notifier: deaf);

        var request = await AnnouncedAsync(own);

        Assert.Equal(NoticeStatus.Failed, Assert.Single(request.Notices).Status);
        Assert.Equal(ApprovalState.Pending, own.State.Approvals.Find(request.Id)!.State);
        Assert.DoesNotContain("/x", request.Notices[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_is_not_set_up_demands_no_code_and_is_shown_as_that()
    {
        using var unset = new Notifier(new ChannelBook("/nonexistent/channels.json"), TimeProvider.System, null);
        using var own = new ApprovalWorld(channels: Channels, notifier: unset);

        var request = await AnnouncedAsync(own);

        Assert.Equal((null, NoticeStatus.NotConfigured), (request.Code, request.Notices[0].Status));
        Assert.IsType<ApprovalOutcome.Approved>(
            own.Decide.Approve(request.Id, Principal.PersonLocal, "todo-frontend", null));
    }

    [Theory]
    [InlineData("""{"slack": {"ops": "https://hooks.example/x"} }""", true, "chmod 600")]
    [InlineData("{", false, "not JSON")]
    [InlineData("""{"slack": []}""", false, "not a map")]
    [InlineData("""{"slack": {"ops": "http://hooks.example/x"} }""", false, "no https address")]
    [InlineData("""{"slack": {"ops": "https://a:b@hooks.example/x"} }""", false, "no https address")]
    [InlineData("""{"slack": {"ops": "http://localhost:1/x"} }""", false, "no https address")]
    [InlineData("""{"slack": {"ops": 5} }""", false, "no https address")]
    public async Task Attack_a_book_made_unusable_to_get_by_without_the_code(string json, bool readable, string why)
    {
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var book = new ChannelFile(json, readable ? mode | UnixFileMode.OtherRead : mode);
        using var broken = new Notifier(book.Book, TimeProvider.System, null);
        using var own = new ApprovalWorld(channels: Channels, notifier: broken);

        var request = await AnnouncedAsync(own);

        Assert.NotNull(request.Code);
        Assert.Equal(NoticeStatus.Failed, request.Notices[0].Status);
        Assert.Contains(why, request.Notices[0].Why, StringComparison.Ordinal);
        Assert.IsType<ApprovalOutcome.Refused>(
            own.Decide.Approve(request.Id, Principal.PersonLocal, "todo-frontend", null));
    }

    [Fact]
    public void Attack_another_home_folder_in_the_environment()
    {
        var before = Environment.GetEnvironmentVariable("HOME");
        try
        {
            Environment.SetEnvironmentVariable("HOME", "/tmp/mine");
            Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", "/tmp/mine");
            Assert.DoesNotContain("/tmp/mine", ChannelBook.OfPerson()!.Path, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HOME", before);
            Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", null);
        }
    }

    [Fact]
    public async Task A_duplicate_is_folded_and_announced_once()
    {
        var first = await AnnouncedAsync();

        var second = world.Open();

        Assert.Equal((first.Id, null), (second.Request!.Id, second.Notice));
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task What_a_crash_kept_from_being_announced_is_announced_at_the_next_start_and_once()
    {
        var request = world.Open().Request!;
        var announce = new AnnounceApproval(world.State.Approvals, notifier, world.Audit, world.Clock);

        // Another process may still announce it.
        await announce.CatchUpAsync(Principal.AgentLoop, TestContext.Current.CancellationToken);
        Assert.Empty(receiver.Received);
        world.Clock.Now += TimeSpan.FromMinutes(1);
        for (var start = 0; start < 3; start++)
            await announce.CatchUpAsync(Principal.AgentLoop, TestContext.Current.CancellationToken);

        Assert.Single(receiver.Received);
        Assert.IsType<ApprovalOutcome.Approved>(world.Decide.Approve(
            request.Id, Principal.PersonLocal, "todo-frontend", null, new PersonsProof(receiver.Code, null)));
    }

    [Fact]
    public async Task A_rejection_is_told_so_that_no_person_looks_for_it_in_vain()
    {
        var request = await AnnouncedAsync();
        await TellAsync(world.Decide.Reject(request.Id, ApprovalWorld.Ann, "not <today>"), ApprovalWorld.Ann);

        var text = Text();
        Assert.StartsWith("rejected: scale of todo-frontend\n", text, StringComparison.Ordinal);
        Assert.Contains("decided by: person:ann\nnote: not &lt;today&gt;\n", text, StringComparison.Ordinal);
        Assert.Contains("record: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attack_guessing_at_the_code_is_told_to_those_who_have_it()
    {
        var request = await AnnouncedAsync();
        var wrong = receiver.Code == "00000000" ? "00000001" : "00000000";
        for (var tries = 0; tries < OffMachineCode.Tries; tries++)
            await TellAsync(
                world.Decide.Approve(
                    request.Id, Principal.PersonLocal, "todo-frontend", null, new PersonsProof(wrong, null)),
                Principal.PersonLocal);

        Assert.Equal(2, receiver.Received.Count);
        Assert.StartsWith("cancelled: scale of todo-frontend\n", Text(), StringComparison.Ordinal);
        Assert.Contains("note: 5 codes were typed, all of them wrong.", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_blueprint_takes_no_channel_of_the_policy_away()
    {
        using var own = new ApprovalWorld(channels: ["slack://own"], notifier: notifier);
        own.PolicyChannels("slack://security", "slack://own");
        Assert.Equal(["slack://own", "slack://security"], own.Open().Request!.Channels);
    }

    [Fact]
    public void The_message_prints_no_code_by_being_printed()
    {
        var notice = new Notice
        {
            Event = "e",
            Title = "t",
            Lines = [],
            Head = new AuditPlace(1, "h"),
            At = default,
            Code = "12345678",
        };
        Assert.DoesNotContain("12345678", notice.ToString() + new JsonObject { ["x"] = notice.Title }.ToJsonString(),
            StringComparison.Ordinal);
    }

    private string Text() => (string)receiver.Received[^1]["text"]!;

    private Task TellAsync(ApprovalOutcome outcome, Principal by) =>
        new AnnounceApproval(world.State.Approvals, notifier, world.Audit, world.Clock).DecidedAsync(
            outcome, by, TestContext.Current.CancellationToken);

    private Task<ApprovalRequest> AnnouncedAsync(string reason = "Black Friday") => AnnouncedAsync(world, reason);

    private static async Task<ApprovalRequest> AnnouncedAsync(ApprovalWorld own, string reason = "Black Friday")
    {
        var opening = own.Open(reason: reason);
        return await own.Opening.AnnounceAsync(
            opening.Request!, opening.Notice!, TestContext.Current.CancellationToken);
    }
}
