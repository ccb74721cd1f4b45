using System.CommandLine;
using System.Text;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary><c>specskills approvals show</c>.</summary>
public static class ApprovalsShowCommand
{
    /// <summary>Far longer than any id.</summary>
    private const int ShownLimit = 60;

    public static Command Create(ProgramContext context)
    {
        var id = new Argument<string>("id") { Description = "Id of the request." };
        var toSign = new Option<string?>("--to-sign")
        {
            Description = "Print the document that this person's key signs, and nothing else.",
            HelpName = "person",
        };
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("show", "Show a request as the person who decides it sees it.")
        {
            id, toSign, workspace, json,
        };
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var request = Find(open, parsed.GetRequiredValue(id));
            if (parsed.GetValue(toSign) is { } signer)
            {
                // To the byte: a line feed more would be another document.
                var by = ApprovalsDecideCommand.PersonOf(signer);
                context.Terminal.Answers.Write(Encoding.UTF8.GetString(SigningDocument.Of(request, by)));
                return ExitCode.Done;
            }

            var card = ApprovalCard.Of(request, open.Time.GetUtcNow());
            if (parsed.GetValue(json)) JsonAnswer.Write(context.Terminal.Answers, ApprovalCardReport.Document(card));
            else ApprovalCardReport.Write(context.Terminal.Screen, card);
            if (request.State == ApprovalState.Pending)
                context.Terminal.Notes.WriteLine(
                    $"decide it in a terminal: specskills approvals approve|reject {request.Id}");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The request with an id, as it stands now.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static ApprovalRequest Find(OpenWorkspace open, string id)
    {
        var approvals = open.State.Approvals;
        return approvals.Find(id) is { } request
            ? ApprovalTimer.AsOf(approvals, request, open.Time.GetUtcNow())
            : throw new ProblemException(new Problem("There is no request with this id.", ExitCode.InvalidInput)
            {
                Found = $"'{UntrustedText.Clean(id, ShownLimit)}'",
                Allowed = "an id as 'approvals list' shows it",
                Next = "specskills approvals list --all",
            });
    }
}
