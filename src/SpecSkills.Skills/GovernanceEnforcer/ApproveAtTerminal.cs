using System.Text;
using SpecSkills.Application.Governance;
using SpecSkills.Core.Governance;
using SpecSkills.Hosting;
using SpecSkills.Hosting.Wiring;
using SpecSkills.Hosting.Workspaces;

namespace SpecSkills.Skills.GovernanceEnforcer;

/// <summary>
/// The dialogue in which a person approves a request: the target's name, the code where one was sent, the
/// signature where the policy holds a key. Asks only for what is required, and does not decide itself.
/// </summary>
public sealed class ApproveAtTerminal(OpenWorkspace open, Terminal terminal, PersonAtTerminal person)
{
    /// <summary>No armoured signature is longer.</summary>
    private const int SignatureLimit = 16 * 1024;

    /// <summary>Asks and decides.</summary>
    /// <param name="by">The approver; a named person needs a key in the policy.</param>
    /// <param name="signatureFile">Where the signature is, when the person has signed before.</param>
    public async Task<ApprovalOutcome> ExecuteAsync(
        ApprovalRequest request, Principal by, string? signatureFile, string? note, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var decide = open.DecideApproval;
        // The person learns first that the request can no longer be approved, or not by them.
        if (decide.Hindrance(request.Id, by) is { } hindered) return hindered;
        var name = person.Answer("To approve, type the target's name: ");
        var demand = decide.Demand(request.Id, by);
        // After a wrong name no further question is asked: the answer would have no effect.
        var shown = name == request.Operation.Target.Name && demand is not null
            ? new PersonsProof(
                demand.Code ? Code(demand) : null, demand.Signature ? Signature(request, by, signatureFile) : null)
            : PersonsProof.None;
        var outcome = decide.Approve(request.Id, by, name, note, shown);
        if (open.Announcing is { } announcing) await announcing.DecidedAsync(outcome, by, cancellation);
        return outcome;
    }

    private string Code(ApprovalDemand demand)
    {
        var delivered = demand.Notices.Where(one => one.Status == NoticeStatus.Delivered).Select(one => one.Channel)
            .Distinct(StringComparer.Ordinal).ToArray();
        return person.Answer(delivered.Length > 0
            ? $"The code sent to {string.Join(", ", delivered)}: "
            : "No channel has taken the code ('approvals notify' sends a new one). The code: ");
    }

    private string? Signature(ApprovalRequest request, Principal by, string? file)
    {
        if (file is null)
        {
            var document = WriteDocument(open.Workspace, request, by);
            terminal.Notes.WriteLine($"{by} approves with a signature. In another terminal:");
            terminal.Notes.WriteLine(
                $"  ssh-keygen -Y sign -n {SigningDocument.Namespace} -f YOUR_KEY {Workspace.Shown(document)}");
            file = person.Answer($"Then give the signature's file, or nothing for {Workspace.Shown(document)}.sig: ");
            if (file.Length == 0) file = $"{document}.sig";
        }

        try
        {
            using var stream = File.OpenRead(file);
            var bytes = new byte[SignatureLimit];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(bytes, 0, read);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ProblemException(new Problem("The signature cannot be read.", ExitCode.InvalidInput)
            {
                Place = file,
                Found = missing.Message,
                Next = $"specskills approvals approve {request.Id} --as {by}",
            });
        }
    }

    /// <summary>Writes what is to be signed into the state folder; its path.</summary>
    private static string WriteDocument(Workspace workspace, ApprovalRequest request, Principal by)
    {
        var folder = Path.Combine(workspace.State, "signatures");
        PrivateFolder.Create(folder);
        var path = Path.Combine(folder, $"{request.Id}-{by.Name["person:".Length..]}.json");
        PrivateFolder.WriteFile(path, SigningDocument.Of(request, by));
        return path;
    }
}
