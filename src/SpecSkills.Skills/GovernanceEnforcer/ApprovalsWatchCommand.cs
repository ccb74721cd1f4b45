using System.CommandLine;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Ports;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Wiring;
using Spectre.Console;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>
/// <c>specskills approvals watch</c>: shows requests as they come, until stopped. Only looks; deciding is done in
/// another terminal.
/// </summary>
public static class ApprovalsWatchCommand
{
    /// <summary>As often as a person would notice.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>As much as a person takes in at a glance.</summary>
    private const int NewsLimit = 8;

    public static Command Create(ProgramContext context)
    {
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("watch", "Show requests that wait for a person, as they come, until stopped.")
        {
            workspace, json,
        };
        command.WithExamples("specskills approvals watch", "specskills approvals watch --json");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var follower = new ApprovalFollower(open.State.Approvals);
            var terminal = context.Terminal;
            terminal.Notes.WriteLine("specskills: watching requests; Ctrl-C stops");
            if (!parsed.GetValue(json) && terminal.AnswersAreSeen && terminal.Screen.Profile.Capabilities.Ansi)
                await LiveAsync(context, open, follower, cancellation);
            else
                await FollowAsync(
                    context, open, follower, news => Line(terminal, news, parsed.GetValue(json)), cancellation);
            return ExitCode.Cancelled;
        });
        return command;
    }

    /// <summary>Looks until stopped; a state that is locked for a moment is looked at again.</summary>
    private static async Task FollowAsync(
        ProgramContext context, OpenWorkspace open, ApprovalFollower follower,
        Action<IReadOnlyList<(string Event, ApprovalCard Card)>> show, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                show(follower.Look(open.Time.GetUtcNow()));
            }
            catch (StateUnavailableException busy)
            {
                context.Log.Warning(busy.Message);
            }
        }
        while (await TickAsync(timer, cancellation));
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static void Line(Terminal terminal, IReadOnlyList<(string Event, ApprovalCard Card)> news, bool json)
    {
        foreach (var (what, card) in news)
        {
            if (!json)
            {
                terminal.Answers.WriteLine(ApprovalsListCommand.Line(what, card));
                continue;
            }

            var document = ApprovalCardReport.Document(card);
            document.Insert(0, "event", what);
            terminal.Answers.WriteLine(document.ToJsonString());
        }
    }

    private static Task LiveAsync(
        ProgramContext context, OpenWorkspace open, ApprovalFollower follower, CancellationToken cancellation)
    {
        var terminal = context.Terminal;
        var seen = new List<string>();
        // In a small window the oldest news are cut off, never the waiting requests.
        return terminal.Screen.Live(Picture(open, follower, seen)).AutoClear(false)
            .Cropping(VerticalOverflowCropping.Bottom).StartAsync(view =>
            FollowAsync(context, open, follower, news =>
            {
                foreach (var (what, card) in news) seen.Insert(0, ApprovalsListCommand.Line(what, card));
                if (seen.Count > NewsLimit) seen.RemoveRange(NewsLimit, seen.Count - NewsLimit);
                view.UpdateTarget(Picture(open, follower, seen));
                // A sound for a person who looks elsewhere.
                if (news.Any(one => one.Event == "pending")) terminal.Answers.Write('\a');
            }, cancellation));
    }

    private static Rows Picture(OpenWorkspace open, ApprovalFollower follower, IReadOnlyList<string> seen)
    {
        var now = open.Time.GetUtcNow();
        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey37).Expand()
            .AddColumn("request").AddColumn("service").AddColumn("what").AddColumn("change").AddColumn("asked by")
            .AddColumn("time left");
        foreach (var card in follower.Waiting)
            table.AddRow(
                new Text(card.Id), new Text(card.Service), new Text(card.Kind),
                new Text(ApprovalsListCommand.Changes(card)),
                new Text(card.Requester),
                card.IsOverdue ? new Markup("[red]overdue[/]") : new Text(Left(card.DueAt - now)));
        if (follower.Waiting.Count == 0) table.AddRow("nothing waits", "", "", "", "", "");
        return new Rows(
            table, new Text(ApprovalQueueReport.Line(ApprovalQueue.Of(open.State.Approvals, now), now)),
            new Text("decide in another terminal: specskills approvals approve|reject ID"),
            new Rule("news").LeftJustified().RuleStyle("grey37"), new Rows(seen.Select(line => new Text(line))));
    }

    private static string Left(TimeSpan time) => $"{(int)time.TotalMinutes}:{time.Seconds:00}";
}
