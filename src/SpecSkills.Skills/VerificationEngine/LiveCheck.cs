using SpecSkills.Application.Documents;
using SpecSkills.Application.Ports;
using SpecSkills.Application.Verification;
using SpecSkills.Core.Verification;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Clusters;
using SpecSkills.Hosting.Reports;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Skills.VerificationEngine;

/// <summary>
/// The live form: stays with an execution of this workspace until it is closed, and says how it ended.
/// </summary>
public static class LiveCheck
{
    public static async Task<int> RunAsync(
        ProgramContext context, Workspace workspace, ClusterChoice choice, string id, bool json,
        ConnectCluster connect, CancellationToken cancellation)
    {
        using var open = new OpenWorkspace(workspace, context);
        await using var connected = await ConnectedWorkspace.ConnectAsync(
            open, choice, context.Log, connect, ticked: true, cancellation);
        var result = await connected.Skills.Verify.ExecuteAsync(id, cancellation);
        if (result is not AdvanceResult.Closed { Entry: var entry }) throw Unknown(id);
        if (entry.Report is not { } report) throw NeverExecuted(entry);
        if (json) JsonAnswer.Write(context.Terminal.Answers, VerificationWriter.Write(report));
        else VerificationScreen.Write(context.Terminal.Screen, report);
        return Exit(report.Result);
    }

    /// <summary>What a result means for a script.</summary>
    public static int Exit(VerificationResult result) => result switch
    {
        VerificationResult.Failed => ExitCode.VerificationFailed,
        VerificationResult.Inconclusive => ExitCode.TryAgain,
        _ => ExitCode.Done,
    };

    private static ProblemException Unknown(string id) => new(
        new Problem("This workspace has executed nothing under that id.", ExitCode.InvalidInput)
        {
            Found = id,
            Allowed = "an operation id (sha256:...) or a permit id (p-...)",
            Next = "specskills audit list",
        });

    private static ProblemException NeverExecuted(OperationEntry entry) => new(
        new Problem("The operation was never executed, so there is nothing to verify.", ExitCode.TryAgain)
        {
            Found = $"its outcome is {entry.Outcome}",
            Next = $"specskills explain {entry.PermitId}",
        });
}
