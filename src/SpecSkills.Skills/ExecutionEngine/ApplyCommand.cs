using System.CommandLine;
using System.Text.Json.Nodes;
using SpecSkills.Application.Documents;
using SpecSkills.Application.Execution;
using SpecSkills.Application.Ports;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Execution;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Primitives;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Commands;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Skills.VerificationEngine;
using Spectre.Console;

namespace SpecSkills.Skills.ExecutionEngine;

/// <summary><c>execution-engine apply</c>: uses one permit and stays until what it did is verified.</summary>
public static class ApplyCommand
{
    public static Command Create(ProgramContext context, ConnectCluster connect)
    {
        var permit = new Option<string>("--permit")
        {
            Description = "Permit that 'governance-enforcer request' or an approval gave.",
            HelpName = "id",
            Required = true
        };
        var dryRun = new Option<bool>("--dry-run")
        { Description = "Check everything, have the cluster check too, change nothing; the permit stays valid." };
        var workspace = CommonOptions.Workspace();
        var cluster = CommonOptions.Cluster();
        var kubeconfig = CommonOptions.Kubeconfig();
        var json = CommonOptions.Json();
        var command = new Command("apply", "Execute what a permit is bound to, and verify it.")
        {
            permit, dryRun, cluster, kubeconfig, workspace, json,
        };
        command.WithExamples(
            "execution-engine apply --permit p-1c8... --dry-run", "execution-engine apply --permit p-1c8... --json");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var open = new OpenWorkspace(CommonOptions.WorkspaceOf(parsed, workspace), context);
            await using var connected = await ConnectedWorkspace.ConnectAsync(
                open, CommonOptions.ClusterOf(parsed, cluster, kubeconfig), context.Log, connect, ticked: true,
                cancellation);
            open.Warn(context.Terminal.Notes);
            await connected.SettleAsync(cancellation);
            var caller = context.Terminal.PersonIsPresent ? Principal.PersonLocal : Principal.AgentMcp;
            var id = parsed.GetRequiredValue(permit);
            var result = await connected.Skills.Apply.ExecuteAsync(id, caller, parsed.GetValue(dryRun), cancellation);
            if (result is ApplyResult.UnknownPermit) throw Unknown(id);
            if (result is not (ApplyResult.Executed or ApplyResult.Unsettled))
                return Report(context.Terminal, result, null, parsed.GetValue(json));
            context.Terminal.Notes.WriteLine("executed; its verification takes its window, see spec.reliability");
            var verified = await connected.Skills.Verify.ExecuteAsync(id, cancellation);
            return Report(context.Terminal, result, (verified as AdvanceResult.Closed)?.Entry, parsed.GetValue(json));
        });
        return command;
    }

    private static ProblemException Unknown(string id) => new(
        new Problem("This workspace has issued no permit under that id.", ExitCode.InvalidInput)
        {
            Found = id,
            Allowed = "the permit_id of a verdict or of an approval given here; it is good for ten minutes, once",
            Next = "ask for one: governance-enforcer request --decision ID",
        });

    private static int Report(Terminal terminal, ApplyResult result, OperationEntry? entry, bool json)
    {
        if (json) JsonAnswer.Write(terminal.Answers, Document(result, entry));
        else Write(terminal, result, entry);
        return (result, entry?.Outcome) switch
        {
            (ApplyResult.Refused { Conflict: true }, _) => ExitCode.TryAgain,
            (ApplyResult.Refused, _) => ExitCode.Blocked,
            (ApplyResult.NotTaken { Receipt.Status: ReceiptStatus.Failure }, _) => ExitCode.VerificationFailed,
            (ApplyResult.NotTaken, _) => ExitCode.TryAgain,
            (_, "failed" or "rolled_back") => ExitCode.VerificationFailed,
            (_, "inconclusive") => ExitCode.TryAgain,
            _ => ExitCode.Done,
        };
    }

    private static JsonObject Document(ApplyResult result, OperationEntry? entry)
    {
        if (result is ApplyResult.Refused refused)
            return new JsonObject
            {
                ["status"] = "refused",
                ["rule"] = refused.Rule,
                ["explanation"] = refused.Explanation,
            };
        var document = ReceiptWriter.Write(entry?.Receipt ?? Receipt(result));
        if (entry?.Report is { } report) document["verification"] = VerificationWriter.Write(report);
        if (entry?.Outcome is { } outcome) document["outcome"] = outcome;
        return document;
    }

    private static void Write(Terminal terminal, ApplyResult result, OperationEntry? entry)
    {
        if (result is ApplyResult.Refused refused)
        {
            terminal.Screen.WriteLine($"refused by {refused.Rule}: {refused.Explanation}");
            return;
        }

        var receipt = entry?.Receipt ?? Receipt(result);
        terminal.Screen.WriteLine(
            $"{WireWord.Of(receipt.Status)}{(receipt.DryRun ? " (dry run)" : "")}: {receipt.Command}");
        if (receipt.Error is { } error) terminal.Screen.WriteLine($"  {error}");
        if (entry?.Report is { } report) VerificationScreen.Write(terminal.Screen, report);
        if (entry?.Outcome is { } outcome) terminal.Screen.WriteLine($"outcome: {outcome}");
    }

    private static Receipt Receipt(ApplyResult result) => result switch
    {
        ApplyResult.Executed executed => executed.Receipt,
        ApplyResult.Rehearsed rehearsed => rehearsed.Receipt,
        ApplyResult.NotTaken notTaken => notTaken.Receipt,
        ApplyResult.Unsettled unsettled => unsettled.Receipt,
        _ => throw new InvalidOperationException("A refusal has no receipt."),
    };
}
