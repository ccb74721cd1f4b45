using System.Text.Json.Nodes;
using SpecSkills.Application.Audit;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Policies;

/// <summary>
/// Uses a lock only when the newest record about the lock names its digest: an edited lock, and an older one brought
/// back, are both refused. A workspace that has neither a record of a lock nor remembers one uses the lock it finds,
/// and puts that on record: there is nothing to compare the first one with.
/// </summary>
public sealed class PolicyWitness(
    Func<IAuditLog> log, Func<IAuditReader> records, IPolicyLockStore store, TimeProvider time) : IPolicyWitness
{
    /// <summary>
    /// Said again well before the shortest sensible retention removes the record that said it last.
    /// </summary>
    private static readonly TimeSpan CarryAfter = TimeSpan.FromDays(7);

    /// <summary>Length of a digest in a sentence: enough to tell two digests apart.</summary>
    private const int ShownDigest = 19;

    // A file that waits is noticed by the first reader; no person did anything.
    private static readonly Principal Actor = Principal.AgentMcp;

    private readonly Lock turn = new();
    private string? vouched;
    private string? refusedDigest;
    private IReadOnlyList<string>? told;

    /// <inheritdoc/>
    public string? Refuses(PolicyLockReading present)
    {
        ArgumentNullException.ThrowIfNull(present);
        lock (turn)
        {
            try
            {
                var remembered = store.Remembered().Digest;
                if (present.Digest == vouched && present.Digest == remembered) return null;
                vouched = null;
                using var guard = store.Guard();
                var refusal = Compare(present, remembered, out var expected);
                if (refusal is null) vouched = present.Digest;
                else TellRefusal(present.Digest, expected, refusal);
                return refusal;
            }
            catch (Exception failure) when (failure is AuditUnavailableException or IOException
                or UnauthorizedAccessException)
            {
                return $"cannot be checked, since the record or the state cannot be used: {failure.Message}";
            }
        }
    }

    /// <inheritdoc/>
    public void Tell(PolicyStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        lock (turn)
        {
            try
            {
                var current = standing.Files.Where(IsTold).ToDictionary(Word, StringComparer.Ordinal);
                if (told is not null && current.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(told)) return;
                // Another process may have told it meanwhile.
                told = [.. store.Told().Select(InWireWords)];
                if (current.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(told)) return;
                foreach (var (word, file) in current)
                    if (!told.Contains(word)) log().Append(EventOf(file));
                store.Tell(told = [.. current.Keys.Order(StringComparer.Ordinal)]);
            }
            catch (Exception failure) when (failure is AuditUnavailableException or IOException
                or UnauthorizedAccessException)
            {
                // What waits is not in force either way; it is told at the next reading.
                told = null;
            }
        }
    }

    private string? Compare(PolicyLockReading present, string? remembered, out string? expected)
    {
        expected = remembered;
        var now = time.GetUtcNow();
        if (Newest() is not var (digest, at))
        {
            if (remembered is not null)
                return $"is not confirmed by the audit record: this workspace used {Short(remembered)} before, and the "
                    + "records of it are gone";
            log().Append(PolicyEvents.Vouched(
                PolicyEvents.FirstSeen, present.Digest!, present.Lock!.Files, Actor, now));
        }
        else if (digest != present.Digest)
        {
            expected = digest;
            return $"is not the one this workspace uses: the record names {Short(digest)}, the file is "
                + Short(present.Digest!);
        }
        else if (now - at > CarryAfter)
            log().Append(PolicyEvents.Vouched(PolicyEvents.Carried, digest, present.Lock!.Files, Actor, now));

        if (remembered != present.Digest) store.Remember();
        return null;
    }

    private (string Digest, DateTimeOffset At)? Newest()
    {
        var page = records().Query(new AuditQuery(Id: PolicyEvents.LockId, Limit: 1));
        if (page.Records is not [var newest]) return null;
        return (newest.Record.Text("digest") ?? "",
            Documents.DocumentTime.TryParse(newest.Record.Text("timestamp") ?? "", out var at) ? at : default);
    }

    private void TellRefusal(string? found, string? expected, string why)
    {
        if (refusedDigest == found) return;
        log().Append(PolicyEvents.NotGoneBy(found, expected, why, Actor, time.GetUtcNow()));
        refusedDigest = found;
    }

    private AuditEvent EventOf(FileStanding file) => PolicyEvents.Differs(
        file.Waits ? PolicyEvents.Waits : PolicyEvents.InForce, file.File, file.Accepted, file.Digest, file.Notice!,
        file.Changes.Select(change => (change.Path, change.Before, change.After, change.Widens)), Actor,
        time.GetUtcNow());

    private static bool IsTold(FileStanding file) => file.Notice is not null;

    private static string Word(FileStanding file) => $"{WireWord.Of(file.State)} {file.File} {file.Digest}";

    // An earlier build kept the C# name of the state. What it told is not told again.
    private static string InWireWords(string kept) =>
        kept.Split(' ', 2) is [var name, var rest] && Enum.TryParse<FileState>(name, out var state)
            ? $"{WireWord.Of(state)} {rest}" : kept;

    private static string Short(string digest) => digest.Length > ShownDigest ? digest[..ShownDigest] : digest;
}
