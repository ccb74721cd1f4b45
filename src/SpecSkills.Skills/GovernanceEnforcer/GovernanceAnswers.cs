using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Governance;
using SpecSkills.Skills.Kit;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>Governance's answers, with what the caller does next.</summary>
public static class GovernanceAnswers
{
    public static ToolAnswer Of(GovernResult result) => result switch
    {
        GovernResult.Permitted yes => ToolAnswer.Of(
            yes.Verdict.Explanation,
            $"Call execution_apply with permit_id {yes.Permit.Id} before {yes.Permit.ExpiresAt:u}.",
            VerdictWriter.WithPermit(yes.Verdict, yes.Permit.Id, yes.Permit.ExpiresAt)),
        GovernResult.AwaitsApproval waits => ToolAnswer.Of(
            waits.Verdict.Explanation,
            "A person decides, in their own terminal: ./specskills approvals approve " + waits.Request.Id +
            ". Tell them, and stop here; governance_status shows how it stands." + Untold(waits),
            VerdictWriter.WithApproval(waits.Verdict, waits.Request.Id, waits.Request.DueAt)),
        GovernResult.Blocked no => ToolAnswer.Of(
            no.Verdict.Explanation,
            no.Verdict.Alternative is null
                ? "Report the rule. Do not look for another way."
                : "Report the rule and offer the alternative; decision_propose plans it if the person wants it.",
            VerdictWriter.Write(no.Verdict)),
        GovernResult.NothingToDo nothing => ToolAnswer.Of(
            $"The decision is to do nothing ({nothing.Stored.Decision.Reason}).", "Tell the person why.", []),
        GovernResult.UnknownDecision => ToolAnswer.Mistake(
            "There is no decision with that id in this workspace.",
            "Call decision_evaluate or decision_propose and use the decision_id it answers."),
        _ => throw new InvalidOperationException($"No answer for {result.GetType().Name}."),
    };

    /// <summary>Where no channel has told the person, the client is the only one who can.</summary>
    private static string Untold(GovernResult.AwaitsApproval waits) =>
        waits.Request.Notices.Count > 0
        && waits.Request.Notices.All(one => one.Status != Core.Governance.NoticeStatus.Delivered)
            ? " No notification was delivered, so you must tell the person."
            : "";
}
