using System.CommandLine;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary><c>specskills approvals approve</c> and <c>reject</c>: a person's terminal only.</summary>
public static class ApprovalsDecideCommand
{
    private const string Prefix = "person:";

    public static Command Approve(ProgramContext context)
    {
        var signature = new Option<string?>("--signature")
        {
            Description = "File with your signature, for a person whose key the policy holds.",
            HelpName = "file",
        };
        var command = Create(
            context, "approve",
            "Approve: shows the request, then asks for the target's name, and for code and signature where demanded.",
            (parsed, open, person, request, by, note, cancellation) => new ApproveAtTerminal(
                open, context.Terminal, person).ExecuteAsync(
                    request, by, parsed.GetValue(signature), note, cancellation)!);
        command.Add(signature);
        return command;
    }

    public static Command Reject(ProgramContext context) => Create(
        context, "reject", "Reject: shows the request, then asks you to confirm.",
        async (_, open, person, request, by, note, cancellation) =>
        {
            // What is decided already is answered without a question.
            if (request.State == ApprovalState.Pending && !person.Confirms("reject", "It will not be executed."))
                return null;
            var outcome = open.DecideApproval.Reject(request.Id, by, note);
            if (open.Announcing is { } announcing) await announcing.DecidedAsync(outcome, by, cancellation);
            return outcome;
        });

    private static Command Create(ProgramContext context, string name, string description, Decision decide)
    {
        var id = new Argument<string>("id") { Description = "Id of the request." };
        var note = new Option<string?>("--note") { Description = "Your words for the record.", HelpName = "text" };
        var by = As();
        var workspace = CommonOptions.Workspace();
        var command = new Command(name, description) { id, by, note, workspace };
        command.WithExamples($"specskills approvals {name} a-4k2m0z8q1x7c5v9b3n6a");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var request = ApprovalsShowCommand.Find(open, parsed.GetRequiredValue(id));
            var who = PersonOf(parsed.GetValue(by));
            var person = new PersonAtTerminal(context.Terminal);
            person.MustBePresent("Deciding a request");
            ApprovalCardReport.Write(context.Terminal.Screen, ApprovalCard.Of(request, open.Time.GetUtcNow()));
            return Report(context.Terminal, await decide(
                parsed, open, person, request, who, parsed.GetValue(note), cancellation));
        });
        return command;
    }

    /// <summary>Who decides, when it is not the person at the terminal.</summary>
    public static Option<string?> As() => new("--as")
    {
        Description = "Which named person you are; to approve, the policy must hold your key.",
        HelpName = "person",
    };

    /// <summary><c>ann</c> and <c>person:ann</c> are the same; by default the person at the terminal.</summary>
    public static Principal PersonOf(string? text)
    {
        if (text is null) return Principal.PersonLocal;
        var name = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        return KubernetesName.IsValid(name)
            ? new Principal(Prefix + name)
            : throw new ProblemException(new Problem("This is not a person's name.")
            {
                Place = "--as",
                Found = UntrustedText.Clean(text, 100),
                Allowed = "a name of the policy's groups, such as person:ann",
            });
    }

    /// <summary>Reports the result; gives the exit code.</summary>
    public static int Report(Terminal terminal, ApprovalOutcome? outcome)
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
                terminal.Answers.WriteLine(
                    state == ApprovalState.Rejected ? "Rejected." : $"It is {WireWord.Of(state)}.");
                return ExitCode.Done;
            case ApprovalOutcome.NotPending late:
                terminal.Notes.WriteLine($"It is no longer pending: {late.Why}");
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

    /// <summary>Asks the person and decides; null when the person stepped back.</summary>
    private delegate Task<ApprovalOutcome?> Decision(
        ParseResult parsed, OpenWorkspace open, PersonAtTerminal person, ApprovalRequest request, Principal by,
        string? note, CancellationToken cancellation);
}
