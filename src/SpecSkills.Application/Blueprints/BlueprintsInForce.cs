using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Locks;

namespace SpecSkills.Application.Blueprints;

/// <summary>
/// The files in force for a running agent: a file that became invalid does not take effect, and its last valid version
/// stays in force until the file is valid again. Loudly: each such state is told once. A blueprint that is gone is in
/// force no longer, for a person who removes it wants the agent to stop; a policy that is gone stays, for its
/// prohibitions must not be lifted by deleting a file.
/// </summary>
/// <param name="files">The files as they are.</param>
/// <param name="tell">Told of every change of what is in force; called under no lock.</param>
public sealed class BlueprintsInForce(IBlueprintRepository files, Action<InForceNotice> tell) : IBlueprintRepository
{
    private readonly Lock turn = new();
    private readonly Dictionary<string, ServiceBlueprint> valid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> told = new(StringComparer.Ordinal);
    private GovernancePolicy? policy;
    private IReadOnlyList<string> standingTold = [];

    /// <inheritdoc/>
    public RepositorySnapshot Read()
    {
        var notices = new List<InForceNotice>();
        RepositorySnapshot inForce;
        lock (turn)
        {
            var present = files.Read();
            TellStanding(present.Standing, notices);
            // Without a sound lock nothing is in force, and nothing that was read before is either.
            inForce = present.Standing.Problem is null ? InForce(present, notices) : present;
        }

        foreach (var notice in notices) tell(notice);
        return inForce;
    }

    private RepositorySnapshot InForce(RepositorySnapshot present, List<InForceNotice> notices)
    {
        // What was never accepted is told by the standing, and no earlier reading of it counts.
        var waiting = present.Standing.Files.Where(file => file.State is FileState.New or FileState.Lost)
            .Select(file => file.File).ToHashSet(StringComparer.Ordinal);
        var services = present.Services
            .Select(entry => waiting.Contains(entry.File) ? entry : InForce(entry, notices)).ToList();
        foreach (var gone in valid.Keys.Except(present.Services.Select(entry => entry.Folder)).ToList())
            Withdraw(gone, notices);
        var (kept, findings) = PolicyInForce(present, notices);
        // A second file that claims a service must not stand before the one in force.
        return new RepositorySnapshot([.. services.OrderBy(entry => !entry.IsValid)], kept, findings)
        {
            Standing = present.Standing,
        };
    }

    private ServiceBlueprint InForce(ServiceBlueprint entry, List<InForceNotice> notices)
    {
        if (entry.IsValid)
        {
            valid[entry.Folder] = entry;
            Settle(entry.File, entry.Blueprint!.Metadata.Version.ToString(), notices);
            return entry;
        }

        var errors = Errors(entry.Findings);
        if (!valid.TryGetValue(entry.Folder, out var last))
        {
            Tell(entry.File, null, "is invalid, and nothing is in force for it", errors, notices);
            return entry;
        }

        var version = last.Blueprint!.Metadata.Version.ToString();
        Tell(entry.File, version, $"is invalid; version {version}, read before, stays in force", errors, notices);
        return last with { Findings = [.. last.Findings, .. errors.Select(Demoted)] };
    }

    private void Withdraw(string folder, List<InForceNotice> notices)
    {
        valid.Remove(folder, out var last);
        told.Remove(last!.File);
        notices.Add(new InForceNotice(
            last.File, null, $"{last.File} is gone: {last.Service} has no blueprint now and is not changed", []));
    }

    private (GovernancePolicy? Policy, IReadOnlyList<Diagnostic> Findings) PolicyInForce(
        RepositorySnapshot present, List<InForceNotice> notices)
    {
        const string File = "the governance policy";
        var errors = Errors(present.PolicyFindings);
        if (present.Policy is { } read && errors.Count == 0)
        {
            policy = read;
            Settle(File, VersionOf(read), notices);
            return (read, present.PolicyFindings);
        }

        if (policy is null)
        {
            Tell(File, null, "is missing or invalid, and none is in force", errors, notices);
            return (present.Policy, present.PolicyFindings);
        }

        Tell(File, VersionOf(policy), "is missing or invalid; the one read before stays in force", errors, notices);
        return (policy, [.. errors.Select(Demoted)]);
    }

    private void Tell(
        string file, string? version, string message, IReadOnlyList<Diagnostic> errors, List<InForceNotice> notices)
    {
        // The same mistake is told once, the next one again.
        var mistakes = errors.Select(error => $"{error.Line} {error.Code} {error.Message}");
        var state = string.Join('\n', mistakes.Prepend(message));
        if (told.TryGetValue(file, out var before) && before == state) return;
        told[file] = state;
        notices.Add(new InForceNotice(file, version, $"{file} {message}", errors));
    }

    // What waits for a person, once when it begins to and once when it no longer does.
    private void TellStanding(PolicyStanding standing, List<InForceNotice> notices)
    {
        var now = standing.Notices;
        foreach (var notice in now.Except(standingTold, StringComparer.Ordinal))
            notices.Add(new InForceNotice(PolicyLock.FileName, null, notice, []));
        if (now.Count == 0 && standingTold.Count > 0)
            notices.Add(new InForceNotice(
                PolicyLock.FileName, null, "every blueprint and the policy are in force as accepted", []));
        standingTold = now;
    }

    private void Settle(string file, string version, List<InForceNotice> notices)
    {
        if (told.Remove(file))
            notices.Add(new InForceNotice(file, version, $"{file} is valid again: version {version} is in force", []));
    }

    private static string VersionOf(GovernancePolicy read) => read.Metadata?.Version.ToString() ?? "without a number";

    private static List<Diagnostic> Errors(IReadOnlyList<Diagnostic> findings) =>
        [.. findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)];

    // Errors of a file that is not in force are no errors of what is: they are shown, and do not stop it.
    private static Diagnostic Demoted(Diagnostic error) => error with
    {
        Severity = DiagnosticSeverity.Warning,
        Message = $"not in force: {error.Message}",
    };
}
