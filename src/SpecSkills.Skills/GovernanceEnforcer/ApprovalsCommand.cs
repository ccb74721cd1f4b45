using System.CommandLine;
using SpecSkills.Hosting;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary><c>specskills approvals</c>.</summary>
public static class ApprovalsCommand
{
    public static Command Create(ProgramContext context) =>
        new("approvals", "What waits for a person, and deciding it.")
        {
            ApprovalsListCommand.Create(context), ApprovalsShowCommand.Create(context),
            ApprovalsDecideCommand.Approve(context), ApprovalsDecideCommand.Reject(context),
            ApprovalsCancelCommand.Create(context),
            ApprovalsNotifyCommand.Create(context), ApprovalsWatchCommand.Create(context),
        };
}
