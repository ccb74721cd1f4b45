using System.CommandLine;
using SpecSkills.Application.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>
/// <c>specskills approvals notify</c>: announces a request again, with a new code. A person's terminal only: an agent
/// that could send messages at will would wear people down.
/// </summary>
public static class ApprovalsNotifyCommand
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
            if (open.Announcing is not { } announcing)
                throw new ProblemException(new Problem("A demo sends no notifications."));
            var told = await announcing.AgainAsync(request.Id, Principal.PersonLocal, cancellation);
            if (told is null)
                throw new ProblemException(new Problem("This request has no notification to send.", ExitCode.TryAgain)
                {
                    Place = request.Id,
                    Found = $"{WireWord.Of(request.State)}, {request.Channels.Count} notification channels",
                    Allowed = "a pending request whose blueprint or policy names notification_channels",
                });
            // One of each channel, at the end: only a limited number of older ones is kept.
            var now = told.Notices.TakeLast(told.Channels.Count).ToArray();
            foreach (var notice in now)
                context.Terminal.Answers.WriteLine(
                    $"{notice.Channel}  {WireWord.Of(notice.Status)}{(notice.Why is null ? "" : $"  {notice.Why}")}");
            return now.Any(one => one.Status == NoticeStatus.Delivered)
                ? ExitCode.Done : ExitCode.TryAgain;
        });
        return command;
    }
}
