using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary><c>specskills approvals list</c>.</summary>
public static class ApprovalsListCommand
{
    /// <summary>A screenful; the queue itself is bounded per caller.</summary>
    private const int Limit = 100;

    public static Command Create(ProgramContext context)
    {
        var service = new Option<string?>("--service") { Description = "Only this service.", HelpName = "name" };
        var all = new Option<bool>("--all") { Description = "Decided ones too." };
        var workspace = CommonOptions.Workspace();
        var json = CommonOptions.Json();
        var command = new Command("list", "List requests that wait for a person.") { service, all, workspace, json };
        command.SetAction(parsed =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var now = open.Time.GetUtcNow();
            var approvals = open.State.Approvals;
            var only = ServiceArgument.Known(open, parsed.GetValue(service));
            var requests = parsed.GetValue(all)
                ? approvals.List(null, only, Limit).Select(request => ApprovalTimer.AsOf(approvals, request, now))
                : ApprovalTimer.Waiting(approvals, only, Limit, now);
            var cards = requests.Select(request => ApprovalCard.Of(request, now)).ToList();
            var queue = ApprovalQueue.Of(approvals, now);
            if (parsed.GetValue(json))
                JsonAnswer.Write(context.Terminal.Answers, new JsonObject
                {
                    ["approvals"] = new JsonArray([.. cards.Select(ApprovalCardReport.Document)]),
                    ["queue"] = ApprovalQueueReport.Document(queue, now),
                });
            else Report(context.Terminal, cards, parsed.GetValue(all), ApprovalQueueReport.Line(queue, now));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A request on one line, for lists and for those who follow them.</summary>
    /// <param name="standing">Its state, or what has just changed.</param>
    public static string Line(string standing, ApprovalCard card) =>
        $"{card.Id}  {standing,-12} {card.Service,-14} {card.Kind} {Changes(card)},"
        + $" asked {card.RequestedAt:u}, due {card.DueAt:u}"
        + (card.IsUntold && card.State == WireWord.Of(ApprovalState.Pending) ? ", not notified" : "");

    /// <summary>Every field that would change, before and after.</summary>
    public static string Changes(ApprovalCard card) =>
        string.Join(", ", card.Changes.Select(one => $"{one.Field} {one.Before} -> {one.After}"));

    private static void Report(Terminal terminal, List<ApprovalCard> cards, bool all, string queue)
    {
        if (cards.Count == 0)
            terminal.Answers.WriteLine(all ? "There are no requests." : "No request waits for a person.");
        foreach (var card in cards)
            terminal.Answers.WriteLine(Line(card.IsOverdue ? "overdue" : card.State, card));
        terminal.Answers.WriteLine(queue);
        if (cards.Count > 0) terminal.Notes.WriteLine("look at one: specskills approvals show ID");
    }
}
