using System.Text.Json.Nodes;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Blueprints;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Policies;

/// <summary>
/// A person accepts files as they are now. What they are compared with is what was accepted before, by a lock that the
/// record confirms; after an edited or lost lock that is the one this workspace remembers, and where it remembers none
/// every file is new.
/// </summary>
public sealed class AcceptPolicies(
    IBlueprintFiles files, IBlueprintArchive archive, IPolicyLockStore store, IPolicyWitness witness,
    IServiceMemory memory, IAuditLog audit, TimeProvider time)
{
    /// <summary>Every file, and what a person would accept of it.</summary>
    public PolicyStanding Look()
    {
        var present = store.Read();
        var problem = LockProblem.Of(present, witness);
        var judged = new LockJudgement(store, Measure(present, problem), files.ReadFiles(), time.GetUtcNow());
        return new PolicyStanding(present.Digest, problem, judged.Standings, judged.Review);
    }

    /// <summary>True for a file that accepting changes anything about.</summary>
    public static bool IsAcceptable(FileStanding file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.State is FileState.Gone
            || (file.Digest is not null && file.State is not FileState.Invalid and not FileState.Accepted);
    }

    /// <summary>
    /// Who is told before anything is accepted: the channels of the policy as accepted. Where nothing was accepted yet,
    /// those of the file.
    /// </summary>
    public IReadOnlyList<string> Channels()
    {
        var present = store.Read();
        var working = files.ReadFiles();
        var measure = Measure(present, LockProblem.Of(present, witness));
        var inForce = new LockJudgement(store, measure, working, time.GetUtcNow()).Policy.Policy;
        return (inForce ?? working.Policy.Policy)?.ApprovalWorkflow?.NotificationChannels ?? [];
    }

    /// <summary>Digest of what exactly is to be accepted: a code for it fits nothing else.</summary>
    public static string DigestOf(IEnumerable<FileStanding> confirmed) => ContentDigest.OfBytes(CanonicalJson.Bytes(
        new JsonArray([.. confirmed.Select(file => new JsonObject
        {
            ["file"] = file.File, ["digest"] = file.Digest, ["state"] = WireWord.Of(file.State),
        })])));

    /// <summary>Puts on record that channels are about to be told; their message says where it stands.</summary>
    public AuditPlace Ask(IReadOnlyList<FileStanding> confirmed, IReadOnlyList<string> channels, Principal by) =>
        audit.Append(PolicyEvents.AsksFor(
            DigestOf(confirmed), confirmed.Select(file => file.File), channels, by, time.GetUtcNow()));

    /// <summary>Puts on record the outcome of telling them.</summary>
    public void Told(IReadOnlyList<ChannelNotice> notices, Principal by)
    {
        ArgumentNullException.ThrowIfNull(notices);
        foreach (var told in notices)
            audit.Append(PolicyEvents.Notified(told, PolicyEvents.Asked, by, time.GetUtcNow()));
    }

    /// <summary>Accepts files, all of them or none.</summary>
    /// <param name="confirmed">As <see cref="Look"/> gave them; they must not have been saved since.</param>
    /// <param name="by">Who sits at the terminal; never what a caller claims.</param>
    /// <param name="codeTyped">A channel's code was demanded and typed; belongs on record.</param>
    public AcceptResult Accept(IReadOnlyList<FileStanding> confirmed, Principal by, bool codeTyped = false)
    {
        ArgumentNullException.ThrowIfNull(confirmed);
        if (!by.IsPerson)
            return new AcceptResult.Refused(
                $"{by} may not accept files. A person accepts them in a terminal.");
        using var turn = archive.Lock();
        var present = store.Read();
        if (present.Findings.Any(finding => finding.Code == DiagnosticCodes.OutsideRepository))
            return new AcceptResult.Refused(
                $"{PolicyLock.FileName} is a link out of the repository; remove it and accept again.");
        var before = Measure(present, LockProblem.Of(present, witness));
        var working = files.ReadFiles();
        var after = before;
        var accepted = new List<LockedFile>();
        foreach (var file in confirmed)
        {
            if (file.State == FileState.Gone)
            {
                after = after.Without(file.File);
                continue;
            }

            if (Unusable(working, file) is { } why) return new AcceptResult.Refused(why);
            var entry = new LockedFile(file.File, file.Version!.Value, file.Digest!, ToTheSecond(), by.Name);
            after = after.With(entry);
            accepted.Add(entry);
        }

        return Write(before, after, accepted, working, by, codeTyped);
    }

    private AcceptResult.Done Write(
        PolicyLock before, PolicyLock after, List<LockedFile> accepted, WorkingFiles working, Principal by,
        bool codeTyped)
    {
        var digest = ContentDigest.OfText(after.ToText());
        // A crash after this line leaves a lock that the record does not confirm: nothing is in force, and accepting
        // again repairs it.
        audit.Append(PolicyEvents.Vouched(
            PolicyEvents.Accepted, digest, accepted, by, time.GetUtcNow(), codeTyped));
        store.Write(after);
        foreach (var entry in accepted)
            if (working.Services.FirstOrDefault(file => file.File == entry.File)?.Reading.Blueprint is { } blueprint
                && MovesReference(before.Find(entry.File), blueprint))
                memory.ForgetApproved(blueprint.Metadata.Name);
        return new AcceptResult.Done(digest, accepted);
    }

    // What a person approved for an operation gives way to what a person accepts later for the blueprint.
    private bool MovesReference(LockedFile? before, Blueprint now) =>
        before is null || store.Blueprint(before.Digest)?.Blueprint is not { } old
        || old.Resources != now.Resources || old.Scaling.MaxReplicas != now.Scaling.MaxReplicas;

    private PolicyLock Measure(PolicyLockReading present, Diagnostic? problem)
    {
        if (problem is null) return present.Lock!;
        var remembered = store.Remembered();
        return remembered.Lock is { } known && witness.Refuses(remembered) is null ? known : PolicyLock.Empty;
    }

    private string? Unusable(WorkingFiles working, FileStanding file)
    {
        var isValid = file.File == PolicyLock.PolicyFile
            ? working.Policy.Policy is not null
            : working.Services.FirstOrDefault(one => one.File == file.File)?.Reading.IsValid == true;
        if (!isValid) return $"{file.File} has errors; 'specskills validate' shows them. Nothing was accepted.";
        return file.Digest is { } digest && store.Keep(file.File, digest)
            ? null
            : $"{file.File} was saved while you looked at it. Nothing was accepted; run the command again.";
    }

    private DateTimeOffset ToTheSecond()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}
