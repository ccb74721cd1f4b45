using System.CommandLine;
using SpecSkills.Hosting;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary><c>specskills approvals</c>.</summary>
public static class ApprovalsCommand
{
    public static Command Create(ProgramContext context) =>
        new("approvals", "List and decide requests that wait for a person.")
        {
            ApprovalsListCommand.Create(context), ApprovalsShowCommand.Create(context),
            ApprovalsDecideCommand.Approve(context), ApprovalsDecideCommand.Reject(context),
            ApprovalsCancelCommand.Create(context),
            ApprovalsNotifyCommand.Create(context), ApprovalsWatchCommand.Create(context),
        };
}
