using SpecSkills.Application.Governance;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Ids;
using SpecSkills.Hosting.Notifications;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Hosting.Workspaces;
using SpecSkills.Skills.GovernanceEnforcer;
using SpecSkills.Tests.Fakes;
using Xunit;

namespace SpecSkills.Tests.Governance;

/// <summary>The conversation at the terminal, over the real workspace, channel and keys.</summary>
public sealed class ApproveAtTerminalTests
{
    private const string Target = "todo-frontend";

    [Fact]
    public async Task It_asks_for_the_code_that_was_sent_and_tells_the_channel_what_was_decided()
    {
        await using var receiver = new WebhookReceiver();
        using var file = new ChannelFile($$"""{"slack": {"devops-alerts": "{{receiver.Address}}"} }""");
        using var notifier = new Notifier(file.Book, TimeProvider.System, null);
        await using var world = await PipelineWorld.StartAsync();
        var request = await AskAsync(world, notifier);
        var code = receiver.Code;

        var (outcome, said) = await ConverseAsync(
            world, notifier, request, Principal.PersonLocal, $"{Target}\n{code}\n");

        Assert.IsType<ApprovalOutcome.Approved>(outcome);
        Assert.Contains("The code sent to slack://devops-alerts", said, StringComparison.Ordinal);
        Assert.DoesNotContain(code, said, StringComparison.Ordinal);
        Assert.Equal(2, receiver.Received.Count);
        Assert.Contains("decided by: person:local", (string)receiver.Received[1]["text"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("code: ", (string)receiver.Received[1]["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_wrong_name_nothing_more_is_asked_and_no_try_is_lost()
    {
        await using var receiver = new WebhookReceiver();
        using var file = new ChannelFile($$"""{"slack": {"devops-alerts": "{{receiver.Address}}"} }""");
        using var notifier = new Notifier(file.Book, TimeProvider.System, null);
        await using var world = await PipelineWorld.StartAsync();
        var request = await AskAsync(world, notifier);

        var (outcome, said) = await ConverseAsync(
            world, notifier, request, Principal.PersonLocal, $"todo-backend\n{receiver.Code}\n");

        Assert.IsType<ApprovalOutcome.Refused>(outcome);
        Assert.DoesNotContain("The code sent", said, StringComparison.Ordinal);
        using var process = world.NewProcess();
        Assert.Equal(5, process.Services.Approvals.Find(request.Id)!.Code!.TriesLeft);
    }

    [Fact]
    public async Task A_named_person_signs_the_document_it_names()
    {
        using var ann = new SshKeyPair("ann");
        await using var world = await PipelineWorld.StartAsync(edit: (name, text) =>
            name.EndsWith("policies.yaml", StringComparison.Ordinal)
                ? text.Replace(
                    "- person: person:local",
                    $"- person: person:local\n      - person: person:ann\n        ssh_key: {ann.PublicLine}",
                    StringComparison.Ordinal)
                : text);
        var request = await AskAsync(world, null);
        var by = new Principal("person:ann");
        var document = world.Folder.Combine(".specskills", "signatures", $"{request.Id}-ann.json");
        using var answers = new AnswersInTurn(
            () => Target,
            () =>
            {
                // In the other terminal, over the bytes that were written for it.
                File.WriteAllText(document + ".sig", ann.Sign(File.ReadAllBytes(document)));
                return "";
            });

        var (outcome, said) = await ConverseAsync(world, null, request, by, answers);

        Assert.Equal(by, Assert.IsType<ApprovalOutcome.Approved>(outcome).Request.DecidedBy);
        Assert.Contains("ssh-keygen -Y sign -n specskills-approval", said, StringComparison.Ordinal);
    }

    private static async Task<ApprovalRequest> AskAsync(PipelineWorld world, Notifier? notifier)
    {
        var process = world.NewProcess(notifier: notifier);
        return Assert.IsType<GovernResult.AwaitsApproval>(
            await process.AskAsync(PipelineWorld.Frontend, new OperationParameters.Scale(8))).Request;
    }

    private static Task<(ApprovalOutcome Outcome, string Said)> ConverseAsync(
        PipelineWorld world, Notifier? notifier, ApprovalRequest request, Principal by, string typed) =>
        ConverseAsync(world, notifier, request, by, new StringReader(typed));

    private static async Task<(ApprovalOutcome Outcome, string Said)> ConverseAsync(
        PipelineWorld world, Notifier? notifier, ApprovalRequest request, Principal by, TextReader typed)
    {
        using var none = new Notifier(null, TimeProvider.System, null);
        using var open = new OpenWorkspace(
            new Workspace(world.Folder.Root), world.Clock, new SeededIds(99), notifier ?? none);
        var said = new StringWriter();
        var terminal = new Terminal(said, said, true, true, true);
        var outcome = await new ApproveAtTerminal(open, terminal, new PersonAtTerminal(terminal, typed))
            .ExecuteAsync(request, by, null, null, TestContext.Current.CancellationToken);
        return (outcome, said.ToString());
    }

    /// <summary>A person who does something before each answer.</summary>
    private sealed class AnswersInTurn(params Func<string>[] answers) : TextReader
    {
        private int next;

        public override string? ReadLine() => next < answers.Length ? answers[next++]() : null;
    }
}
