using SpecSkills.Application.Ports;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Blueprints.Changes;
using SpecSkills.Core.Blueprints.Documents;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Changes;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Policies;

/// <summary>
/// Holds every file against what was accepted of it, and says which of the two is in force. A change is judged as a
/// whole: a file that widens in one field and narrows in another waits with both, for what would be in force otherwise
/// is a text that no person wrote.
/// </summary>
internal sealed class LockJudgement
{
    private readonly IPolicyLockStore store;
    // Looked up for every file: a search from the front would make the reading quadratic.
    private readonly Dictionary<string, LockedFile> accepted;
    private readonly List<FileStanding> standings = [];
    private readonly List<ServiceFile> inForce = [];
    private readonly List<ServiceFile> outside = [];

    public LockJudgement(IPolicyLockStore store, PolicyLock accepted, WorkingFiles working, DateTimeOffset now)
    {
        this.store = store;
        this.accepted = new Dictionary<string, LockedFile>(accepted.Files.Count, StringComparer.Ordinal);
        foreach (var entry in accepted.Files) this.accepted.TryAdd(entry.File, entry);
        Policy = PolicyInForce(working.Policy);
        foreach (var file in working.Services) Judge(file);
        var present = working.Services.Select(file => file.File).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in accepted.Files)
            if (entry.File != PolicyLock.PolicyFile && !present.Contains(entry.File))
                standings.Add(new FileStanding(entry.File, entry.File, FileState.Gone, entry, null, null, []));
        Review = Overdue(now);
        if (Review is not null) Policy = Policy with { Diagnostics = [.. Policy.Diagnostics, Review] };
    }

    /// <summary>The policy in force, or none with the reason.</summary>
    public PolicyReading Policy { get; }

    /// <summary>Blueprints in force, and files that were accepted once and are invalid now.</summary>
    public IReadOnlyList<ServiceFile> InForce => inForce;

    /// <summary>Files that nothing is in force for.</summary>
    public IReadOnlyList<ServiceFile> Outside => outside;

    public IReadOnlyList<FileStanding> Standings => standings;

    public Diagnostic? Review { get; }

    private PolicyReading PolicyInForce(PolicyReading present)
    {
        const string File = PolicyLock.PolicyFile;
        var entry = accepted.GetValueOrDefault(File);
        var now = present.Policy;
        FileStanding Stands(FileState state, IReadOnlyList<FileChange>? changes = null) => new(
            File, now?.Metadata?.Name ?? "policy", state, entry, now?.Metadata?.Version, now?.Digest, changes ?? []);
        if (now is null) return Standing(Stands(entry is null ? FileState.New : FileState.Invalid), present);
        if (entry is null) return Refused(Stands(FileState.New), DiagnosticCodes.NeverAccepted);
        if (now.Digest == entry.Digest) return Standing(Stands(FileState.Accepted), present);
        if (store.Policy(entry.Digest) is not { Policy: { } old } kept)
            return Refused(Stands(FileState.Lost), DiagnosticCodes.AcceptedContent);
        var diff = PolicyDiff.Between(old, now);
        FileChange[] changes = [.. diff.Changes.Select(FileChange.Of)];
        var stands = Stands(diff.NeedsAcceptance ? FileState.Waiting : FileState.InForce, changes);
        var reading = diff.NeedsAcceptance ? kept : present;
        return Standing(stands, reading with
        {
            Diagnostics = [.. reading.Diagnostics, .. Warning(stands, present.Document)],
        });
    }

    private void Judge(ServiceFile file)
    {
        var entry = accepted.GetValueOrDefault(file.File);
        var reading = file.Reading;
        var now = reading.Blueprint;
        FileStanding Stands(FileState state, IReadOnlyList<FileChange>? changes = null) => new(
            file.File, SnapshotOfFiles.NameOf(file), state, entry, now?.Metadata.Version, now?.Digest, changes ?? []);
        if (entry is null) LeaveOut(file, Stands(FileState.New), DiagnosticCodes.NeverAccepted);
        else if (now is null || !reading.IsValid) PutInForce(file, Stands(FileState.Invalid), reading);
        else if (now.Digest == entry.Digest) PutInForce(file, Stands(FileState.Accepted), reading);
        else if (store.Blueprint(entry.Digest) is not { Blueprint: { } old } kept)
            LeaveOut(file, Stands(FileState.Lost), DiagnosticCodes.AcceptedContent);
        else
        {
            var diff = BlueprintDiff.Between(old, now);
            FileChange[] changes = [.. diff.Changes.Select(FileChange.Of)];
            var stands = Stands(diff.NeedsAcceptance ? FileState.Waiting : FileState.InForce, changes);
            var chosen = diff.NeedsAcceptance ? kept : reading with { Blueprint = now with { Accepted = old } };
            PutInForce(file, stands, chosen with
            {
                Diagnostics = [.. chosen.Diagnostics, .. Warning(stands, reading.Document)],
            });
        }
    }

    private PolicyReading Standing(FileStanding standing, PolicyReading reading)
    {
        standings.Add(standing);
        return reading;
    }

    private PolicyReading Refused(FileStanding standing, string code) =>
        Standing(standing, new PolicyReading(null, [Error(code, standing)]));

    private void PutInForce(ServiceFile file, FileStanding standing, BlueprintReading reading)
    {
        standings.Add(standing);
        inForce.Add(file with { Reading = reading });
    }

    private void LeaveOut(ServiceFile file, FileStanding standing, string code)
    {
        standings.Add(standing);
        outside.Add(file with
        {
            Reading = new BlueprintReading(null, [.. file.Reading.Diagnostics, Error(code, standing)]),
        });
    }

    private Diagnostic? Overdue(DateTimeOffset now)
    {
        if (accepted.GetValueOrDefault(PolicyLock.PolicyFile) is not { } entry) return null;
        if (Policy.Policy is not { } policy) return null;
        return now - entry.AcceptedAt <= policy.ReviewInterval ? null : new Diagnostic(
            DiagnosticCodes.ReviewOverdue, DiagnosticSeverity.Warning,
            $"the policy was accepted on {entry.AcceptedAt:yyyy-MM-dd} and not again within its review interval of "
            + DurationText.Format(policy.ReviewInterval), 0, 0, "spec.review_interval",
            "A person reviews it and runs 'specskills policy accept'");
    }

    private static Diagnostic[] Warning(FileStanding standing, DocumentNode? document)
    {
        if (standing.Notice is not { } notice) return [];
        var path = standing.Changes.FirstOrDefault(change => change.Widens)?.Path ?? standing.Changes[0].Path;
        var (line, column) = DocumentPath.Locate(document, path);
        return
        [
            new Diagnostic(
                standing.Waits ? DiagnosticCodes.WaitsForAcceptance : DiagnosticCodes.InForceUnaccepted,
                DiagnosticSeverity.Warning, notice, line, column, path, "specskills policy diff shows every field."),
        ];
    }

    private static Diagnostic Error(string code, FileStanding standing) => new(
        code, DiagnosticSeverity.Error, standing.Notice!, 0, 0, "", "specskills policy status shows every file.");
}
