using System.CommandLine;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Wiring;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>
/// <c>specskills approvals cancel</c>: withdraws a request in the name of the agents' tools, which asked for it. Lets
/// nothing happen, so it needs no terminal; a person rejects the requests of the loop.
/// </summary>
public static class ApprovalsCancelCommand
{
    public static Command Create(ProgramContext context)
    {
        var id = new Argument<string>("id") { Description = "Id of the request." };
        var workspace = CommonOptions.Workspace();
        var command = new Command("cancel", "Withdraw a request of an agent's tools; no person has to decide it.")
        {
            id, workspace,
        };
        command.WithExamples("specskills approvals cancel a-4k2m0z8q1x7c5v9b3n6a");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            var request = ApprovalsShowCommand.Find(open, parsed.GetRequiredValue(id));
            var outcome = open.DecideApproval.Cancel(request.Id, Principal.AgentMcp);
            if (open.Announcing is { } announcing)
                await announcing.DecidedAsync(outcome, Principal.AgentMcp, cancellation);
            return ApprovalsDecideCommand.Report(context.Terminal, outcome);
        });
        return command;
    }
}
