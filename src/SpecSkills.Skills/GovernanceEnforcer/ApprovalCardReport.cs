using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting.Notifications;
using Spectre.Console;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>A request as the person who decides it gets to see it.</summary>
public static class ApprovalCardReport
{
    /// <summary>
    /// On a screen. The requester's words stand apart, at the end, so that they are not taken for ours.
    /// </summary>
    public static void Write(IAnsiConsole screen, ApprovalCard card)
    {
        ArgumentNullException.ThrowIfNull(screen);
        ArgumentNullException.ThrowIfNull(card);
        var changes = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey37)
            .AddColumn("field").AddColumn("now").AddColumn("then");
        foreach (var change in card.Changes)
            changes.AddRow(
                new Text(change.Field), new Text(change.Before), new Markup($"[bold]{Markup.Escape(change.After)}[/]"));
        Line(screen, "request", $"{card.Id} ({(card.IsOverdue ? "overdue" : card.State)})");
        Line(screen, "target", $"{card.TargetName}, {card.Where}");
        Line(screen, "operation", card.Kind);
        screen.Write(changes);
        Line(screen, "needs a yes by", card.Rule);
        Line(screen, "because", card.Explanation);
        Line(screen, "touches", card.BlastRadius);
        if (card.Instead is { } instead) Line(screen, "if not approved", instead);
        Line(screen, "asked by", $"{card.Requester}, {DocumentTime.Text(card.RequestedAt)}");
        Line(screen, "due", DocumentTime.Text(card.DueAt));
        if (card.TwoPerson) Line(screen, "two persons", $"so far: {Names(card)}");
        if (card.CodeDemanded) Line(screen, "code", "the one sent through the channel, beside the typed name");
        foreach (var told in card.Notices)
            Line(
                screen, "told",
                $"{told.Channel}: {WireWord.Of(told.Status)}{(told.Why is null ? "" : $", {told.Why}")}");
        if (card.Channels.Count > 0 && card.Notices.Count == 0)
            Line(screen, "told", $"not notified yet ({string.Join(", ", card.Channels.Select(Notifier.Shown))})");
        if (card.RequestersWords is not { Length: > 0 } words) return;
        // No header on the panel: it would be cut to the width of the text, and the requester chooses the text.
        Line(screen, "asked because", "the requester's own words, not checked:");
        screen.Write(new Panel(new Text(words)).BorderColor(Color.Yellow));
    }

    /// <summary>As a document.</summary>
    public static JsonObject Document(ApprovalCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return new JsonObject
        {
            ["approval_id"] = card.Id,
            ["state"] = card.State,
            ["overdue"] = card.IsOverdue,
            ["service"] = card.Service,
            ["target"] = card.TargetName,
            ["where"] = card.Where,
            ["kind"] = card.Kind,
            ["changes"] = new JsonArray([.. card.Changes.Select(change => new JsonObject
            {
                ["field"] = change.Field, ["before"] = change.Before, ["after"] = change.After,
            })]),
            ["rule"] = card.Rule,
            ["explanation"] = card.Explanation,
            ["blast_radius"] = card.BlastRadius,
            ["requester"] = card.Requester,
            ["requesters_words"] = card.RequestersWords,
            ["instead"] = card.Instead,
            ["requested_at"] = DocumentTime.Text(card.RequestedAt),
            ["expires_at"] = DocumentTime.Text(card.DueAt),
            ["two_person"] = card.TwoPerson,
            ["code_demanded"] = card.CodeDemanded,
            ["notices"] = new JsonArray([.. card.Notices.Select(ApprovalDocument.Notice)]),
            ["approved_by"] = new JsonArray([.. card.ApprovedBy.Select(name => (JsonNode)name)]),
        };
    }

    private static string Names(ApprovalCard card) =>
        card.ApprovedBy.Count == 0 ? "none" : string.Join(", ", card.ApprovedBy);

    private static void Line(IAnsiConsole screen, string label, string text) =>
        screen.MarkupLineInterpolated($"[grey]{label,-15}[/] {text}");
}
