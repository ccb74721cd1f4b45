using System.Text.Json.Nodes;
using SpecSkills.Application.Agent;
using SpecSkills.Application.Decisions;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Governance;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Decisions;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Reports;
using Spectre.Console;

namespace SpecSkills.Cli.Agent;

/// <summary>
/// What the agent prints while it runs: one line per decision. A repeated hold is printed once. With <c>--json</c>
/// every pass is a line.
/// </summary>
internal sealed class AgentLines(Terminal terminal, bool json, TimeProvider time)
{
    private readonly Dictionary<string, string> last = new(StringComparer.Ordinal);

    public void Tell(ReconcileResult result)
    {
        var (colour, text) = Describe(result);
        if (json)
        {
            JsonAnswer.WriteLine(terminal.Answers, Document(result, text));
            return;
        }

        if (last.TryGetValue(result.Service, out var before) && before == text) return;
        last[result.Service] = text;
        var at = time.GetUtcNow().ToString("HH:mm:ss");
        if (terminal.AnswersAreSeen)
            terminal.Screen.MarkupLine(
                $"[grey]{at}[/] [bold]{Markup.Escape(result.Service),-14}[/] [{colour}]{Markup.Escape(text)}[/]");
        else terminal.Answers.WriteLine($"{at} {result.Service,-14} {text}");
    }

    private static (string Colour, string Text) Describe(ReconcileResult result) => result switch
    {
        { Unfinished: AdvanceResult.Closed closed } => Closed(closed.Entry.Outcome ?? "closed", closed.Entry.Operation),
        { Unfinished: AdvanceResult.Waiting waiting } => ("grey", $"{WireWord.Of(waiting.Entry.Stage)}: {waiting.Why}"),
        { Applied: { } applied } => Applied(applied),
        { Governed: GovernResult.AwaitsApproval awaits } => ("yellow",
            $"waits for a person: specskills approvals show {awaits.Request.Id} ({awaits.Verdict.Operation})"),
        { Governed: GovernResult.Blocked blocked } => ("red",
            $"blocked by {blocked.Verdict.Rule}: {blocked.Verdict.Explanation}"),
        { Decided: { } decided } => Decided(decided),
        _ => ("grey", "nothing to do"),
    };

    private static (string Colour, string Text) Closed(string outcome, Operation operation) =>
        (outcome == "success" ? "green" : "red", $"{WireWord.Of(operation.Kind)}: {outcome}");

    private static (string Colour, string Text) Applied(ApplyResult applied) => applied switch
    {
        ApplyResult.Executed done => ("green", $"executed: {done.Receipt.Command}"),
        ApplyResult.Refused no => ("red", $"not executed, {no.Rule}: {no.Explanation}"),
        ApplyResult.NotTaken no => ("red", $"refused by the server: {no.Receipt.Error}"),
        ApplyResult.Unsettled => ("yellow", "no answer came; the outcome is read as soon as the cluster answers"),
        ApplyResult.Rehearsed => ("grey", "rehearsed"),
        ApplyResult.UnknownPermit => ("red", "not executed: the permit is gone"),
        _ => throw new InvalidOperationException("This result of applying has no line."),
    };

    private static (string Colour, string Text) Decided(DecideResult decided) => decided switch
    {
        DecideResult.Decided { Stored.Decision: { Operations.Count: 0 } hold } =>
            (hold.Alert ? "red" : "grey", $"{WireWord.Of(hold.Type)} ({hold.Reason})"),
        DecideResult.Decided { Stored.Decision: var decision } =>
            ("silver", $"{WireWord.Of(decision.Type)} ({decision.Reason})"),
        DecideResult.UnknownService => ("red", "no blueprint governs it"),
        DecideResult.Unreadable unreadable =>
            ("red", $"its blueprint cannot be read: specskills validate {unreadable.File}"),
        DecideResult.Unobservable blind => ("red", $"cannot be observed: {blind.Message}"),
        DecideResult.Unplannable => ("red", "fits no operation"),
        _ => throw new InvalidOperationException("This result of deciding has no line."),
    };

    private JsonObject Document(ReconcileResult result, string text)
    {
        var document = new JsonObject
        {
            ["at"] = DocumentTime.Text(time.GetUtcNow()),
            ["service"] = result.Service,
            ["text"] = text,
        };
        if (result.Decided is DecideResult.Decided { Stored: var stored })
        {
            document["decision_id"] = stored.Id;
            document["type"] = WireWord.Of(stored.Decision.Type);
            document["reason"] = stored.Decision.Reason;
        }

        return document;
    }
}
