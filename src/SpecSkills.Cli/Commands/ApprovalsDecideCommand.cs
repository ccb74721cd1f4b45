using System.CommandLine;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Cli.Commands;

/// <summary><c>specskills approvals approve</c> and <c>reject</c>: a person's terminal only.</summary>
internal static class ApprovalsDecideCommand
{
    public static Command Approve(ProgramContext context) => Create(
        context, "approve", "Say yes: shows the request, then asks you to type the target's name.", Approve);

    public static Command Reject(ProgramContext context) => Create(
        context, "reject", "Say no: shows the request, then asks you to confirm.", Reject);

    private static Command Create(
        ProgramContext context, string name, string description,
        Func<DecideApproval, PersonAtTerminal, ApprovalCard, string?, ApprovalOutcome?> decide)
    {
        var id = new Argument<string>("id") { Description = "Id of the request." };
        var note = new Option<string?>("--note") { Description = "Your words for the record.", HelpName = "text" };
        var workspace = CommonOptions.Workspace();
        var command = new Command(name, description) { id, note, workspace };
        command.WithExamples($"specskills approvals {name} a-4k2m0z8q1x7c5v9b3n6a");
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var request = ApprovalsShowCommand.Find(open, parsed.GetRequiredValue(id));
            var person = new PersonAtTerminal(context.Terminal);
            person.MustBePresent("Deciding a request");
            var card = ApprovalCard.Of(request, open.Time.GetUtcNow());
            ApprovalCardReport.Write(context.Terminal.Screen, card);
            var desk = new DecideApproval(
                open.State.Approvals, open.State.Permits, open.Blueprints, open.Record.Log, open.Ids, open.Time);
            return Report(context.Terminal, decide(desk, person, card, parsed.GetValue(note)));
        });
        return command;
    }

    private static ApprovalOutcome Approve(
        DecideApproval desk, PersonAtTerminal person, ApprovalCard card, string? note) =>
        desk.Approve(card.Id, Principal.PersonLocal, person.Answer("To approve, type the target's name: "), note);

    private static ApprovalOutcome? Reject(
        DecideApproval desk, PersonAtTerminal person, ApprovalCard card, string? note) =>
        person.Confirms("reject", "It will not be executed.")
            ? desk.Reject(card.Id, Principal.PersonLocal, note) : null;

    private static int Report(Terminal terminal, ApprovalOutcome? outcome)
    {
        switch (outcome)
        {
            case ApprovalOutcome.Approved { Permit: var permit }:
                terminal.Answers.WriteLine(
                    $"Approved. Permit {permit.Id} is good until {permit.ExpiresAt:HH:mm:ss} UTC, for one use:");
                terminal.Answers.WriteLine(
                    $"  specskills run executes it, or execution-engine apply --permit {permit.Id}");
                return ExitCode.Done;
            case ApprovalOutcome.NeedsSecondPerson:
                terminal.Answers.WriteLine("Noted. Another person must approve it too.");
                return ExitCode.ApprovalRequired;
            case ApprovalOutcome.Ended { Request.State: var state }:
                terminal.Answers.WriteLine(state == ApprovalState.Rejected ? "Rejected." : $"It is {state}.");
                return ExitCode.Done;
            case ApprovalOutcome.NotPending late:
                terminal.Notes.WriteLine($"It is not pending any more: {late.Why}");
                return ExitCode.TryAgain;
            case ApprovalOutcome.Refused no:
                terminal.Notes.WriteLine($"Nothing was decided: {no.Why}");
                return ExitCode.Blocked;
            case null:
                terminal.Notes.WriteLine("Nothing was decided.");
                return ExitCode.Cancelled;
            default:
                throw new InvalidOperationException("A request that was just read is unknown.");
        }
    }
}
