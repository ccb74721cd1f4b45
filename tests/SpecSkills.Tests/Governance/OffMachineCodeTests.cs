using SpecSkills.Application.Documents;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Notifications;
using SpecSkills.Skills.GovernanceEnforcer;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>The code that goes through a channel and nowhere else.</summary>
public sealed class OffMachineCodeTests : IAsyncDisposable
{
    private const string Target = "todo-frontend";

    private readonly WebhookReceiver receiver = new();
    private readonly ChannelFile file;
    private readonly Notifier notifier;
    private readonly ApprovalWorld world;

    public OffMachineCodeTests()
    {
        file = ChannelFile.Slack(receiver.Address);
        notifier = new Notifier(file.Book, TimeProvider.System, null);
        world = new ApprovalWorld(channels: ["slack://ops"], notifier: notifier);
    }

    public async ValueTask DisposeAsync()
    {
        world.Dispose();
        notifier.Dispose();
        file.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task The_name_and_the_code_approve_and_the_record_says_that_both_were_typed()
    {
        var request = await OpenAsync();
        var yes = Approve(request, $" {receiver.Code[..4]} {receiver.Code[4..]} ");
        Assert.IsType<ApprovalOutcome.Approved>(yes);
        Assert.Equal(
            request.Code!.Digest, (string?)world.Audit.Events[^1].Body["proof"]!["code_digest"]);
        Assert.Equal(request.Code.Digest, (string?)world.Audit.Events[0].Body["code_digest"]);
    }

    [Fact]
    public async Task Only_a_hash_is_kept_and_the_code_is_in_no_record()
    {
        var request = await OpenAsync();
        var everything = ApprovalDocument.Write(world.State.Approvals.Find(request.Id)!).ToJsonString()
            + string.Concat(world.Audit.Events.Select(one => one.Body.ToJsonString()));
        Assert.DoesNotContain(receiver.Code, everything, StringComparison.Ordinal);
        Assert.Equal(OffMachineCode.Tries, request.Code!.TriesLeft);
    }

    [Fact]
    public async Task Attack_the_name_without_the_code()
    {
        var request = await OpenAsync();
        Assert.Contains("no code was typed", Refused(Approve(request, null)), StringComparison.Ordinal);
        Assert.Contains("no code was typed", Refused(Approve(request, "  ")), StringComparison.Ordinal);
        Assert.Equal(OffMachineCode.Tries, world.State.Approvals.Find(request.Id)!.Code!.TriesLeft);
    }

    [Fact]
    public async Task Attack_guessing_ends_the_request_at_the_fifth_code()
    {
        var request = await OpenAsync();
        for (var left = 4; left > 0; left--)
            Assert.Contains($"{left} of 5 tries", Refused(Approve(request, Wrong())), StringComparison.Ordinal);
        var over = Assert.IsType<ApprovalOutcome.NotPending>(Approve(request, Wrong()));
        Assert.Equal(ApprovalState.Cancelled, over.Request.State);

        Assert.IsType<ApprovalOutcome.NotPending>(Approve(request, receiver.Code));
        Assert.Null(world.State.Approvals.Find(request.Id)!.PermitId);
        Assert.Equal(5, world.Audit.Events.Count(one => one.Kind == ApprovalEvents.CodeRefusedKind));
    }

    [Fact]
    public async Task Attack_guessing_from_many_processes_at_once_shares_the_five_tries()
    {
        var request = await OpenAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var state = world.OpenState();
            return world.DecideOver(state).Approve(
                request.Id, Principal.PersonLocal, Target, null, new PersonsProof(Wrong(), null));
        })));
        Assert.Equal(4, outcomes.Count(one => one is ApprovalOutcome.Refused));
        Assert.Equal(ApprovalState.Cancelled, world.State.Approvals.Find(request.Id)!.State);
    }

    [Fact]
    public async Task Attack_the_code_of_one_request_for_another()
    {
        await OpenAsync(9);
        var code = receiver.Code;
        var other = await OpenAsync(10);
        Refused(Approve(other, code));
    }

    [Fact]
    public async Task Attack_a_kept_hash_copied_from_one_request_to_another()
    {
        var first = await OpenAsync(9);
        var code = receiver.Code;
        var second = await OpenAsync(10);
        world.State.Approvals.Amend(second.Id, one => one with { Code = first.Code });
        Refused(Approve(second, code));
    }

    [Fact]
    public async Task Attack_setting_the_state_back_while_two_persons_decide_gives_no_tries_back()
    {
        var request = await OpenAsync();
        var before = world.State.Approvals.Find(request.Id)!;
        Refused(Approve(request, Wrong()));
        Assert.True(world.State.Approvals.TryTransition(
            before with { ApprovedBy = [new Principal("person:ann")] }, ApprovalState.Pending));
        Assert.Equal(4, world.State.Approvals.Find(request.Id)!.Code!.TriesLeft);
    }

    [Fact]
    public async Task Sent_again_it_is_another_code_and_no_more_tries()
    {
        var request = await OpenAsync();
        var old = receiver.Code;
        Refused(Approve(request, Wrong()));
        var announce = new AnnounceApproval(world.State.Approvals, notifier, world.Audit, world.Clock);

        var again = (await announce.AgainAsync(
            request.Id, Principal.PersonLocal, TestContext.Current.CancellationToken))!;

        Assert.Equal((2, 4), (again.Notices.Count, again.Code!.TriesLeft));
        Assert.Contains(world.Audit.Events, one => one.Kind == "approval.announced_again");
        Assert.NotEqual(old, receiver.Code);
        Refused(Approve(request, old));
        Assert.IsType<ApprovalOutcome.Approved>(Approve(request, receiver.Code));
    }

    [Fact]
    public async Task What_is_decided_in_one_sitting_takes_five_tries_too()
    {
        var typed = string.Join('\n', Enumerable.Repeat("00000000", 9));
        var (sitting, said) = await SitAsync(typed);
        Assert.Equal((false, true), (sitting.Passed, sitting.Demanded));
        Assert.Equal(5, said.Split("The code sent to slack://ops").Length - 1);

        receiver.Status = 500;
        Assert.False((await SitAsync(typed)).Sitting.Passed);
    }

    private async Task<(CodeSitting Sitting, string Said)> SitAsync(string typed)
    {
        var said = new StringWriter();
        var terminal = new Terminal(said, said, true, true, true);
        var person = new PersonAtTerminal(terminal, new StringReader(typed));
        var sitting = await person.TypesCodeAsync(
            notifier, ["slack://ops"], "policy.accept", "sha256:policy",
            code => new Notice
            {
                Event = "policy.accept",
                Title = "t",
                Lines = [],
                Head = new(1, "h"),
                At = default,
                Code = code,
            },
            TestContext.Current.CancellationToken);
        return (sitting, said.ToString());
    }

    private async Task<ApprovalRequest> OpenAsync(int replicas = 9)
    {
        var opening = world.Open(replicas);
        return await world.Opening.AnnounceAsync(
            opening.Request!, opening.Notice!, TestContext.Current.CancellationToken);
    }

    private ApprovalOutcome Approve(ApprovalRequest request, string? code) => world.Decide.Approve(
        request.Id, Principal.PersonLocal, Target, null, new PersonsProof(code, null));

    /// <summary>A code that is not the one sent.</summary>
    private string Wrong() => receiver.Code == "00000000" ? "00000001" : "00000000";

    private string Refused(ApprovalOutcome outcome)
    {
        var why = Assert.IsType<ApprovalOutcome.Refused>(outcome).Why;
        Assert.DoesNotContain(receiver.Code, why, StringComparison.Ordinal);
        return why;
    }
}
