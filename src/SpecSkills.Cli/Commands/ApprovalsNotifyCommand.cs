using System.CommandLine;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Cli.Commands;

/// <summary>
/// <c>specskills approvals notify</c>: announces a request again, with a new code. A person's terminal only: an agent
/// that could send messages at will would wear people down.
/// </summary>
internal static class ApprovalsNotifyCommand
{
    public static Command Create(ProgramContext context)
    {
        var id = new Argument<string>("id") { Description = "Id of the request." };
        var workspace = CommonOptions.Workspace();
        var command = new Command("notify", "Announce a request again, with a new code. Needs a person at a terminal.")
        {
            id, workspace,
        };
        command.WithExamples("specskills approvals notify a-4k2m0z8q1x7c5v9b3n6a");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var request = ApprovalsShowCommand.Find(open, parsed.GetRequiredValue(id));
            new PersonAtTerminal(context.Terminal).MustBePresent("Announcing a request again");
            if (open.Notifier is not { } notifier)
                throw new ProblemException(new Problem("Nobody is told of what happened in a demo."));
            var before = request.Notices.Count;
            var told = await new AnnounceApproval(open.State.Approvals, notifier, open.Record.Log, open.Time)
                .AgainAsync(request.Id, Principal.PersonLocal, cancellation);
            if (told is null)
                throw new ProblemException(new Problem("This request is announced to nobody.", ExitCode.TryAgain)
                {
                    Place = request.Id,
                    Found = $"{Words.Of(request.State)}, {request.Channels.Count} notification channels",
                    Allowed = "a pending request whose blueprint or policy names notification_channels",
                });
            foreach (var notice in told.Notices.Skip(before))
                context.Terminal.Answers.WriteLine(
                    $"{notice.Channel}  {Words.Of(notice.Status)}{(notice.Why is null ? "" : $"  {notice.Why}")}");
            return told.Notices.Skip(before).Any(one => one.Status == NoticeStatus.Delivered)
                ? ExitCode.Done : ExitCode.TryAgain;
        });
        return command;
    }
}
