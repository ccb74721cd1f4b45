using System.Text.Json.Nodes;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Governance.Locks;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Core.Audit;

/// <summary>What happens to the lock, and to blueprint and policy files that differ from what was accepted.</summary>
public static class PolicyEvents
{
    /// <summary>
    /// Id of every record that confirms a lock: the newest of them names the one this workspace uses.
    /// </summary>
    public const string LockId = "policy.lock";

    /// <summary>A person accepted files; flushed before the lock is written.</summary>
    public const string Accepted = "policy.accepted";

    /// <summary>A person is about to accept files, and the channels are told of it.</summary>
    public const string Asked = "policy.asked";

    /// <summary>A workspace without any record of a lock used the one it found.</summary>
    public const string FirstSeen = "policy.first_seen";

    /// <summary>
    /// The lock in use is still in use: recorded again before retention removes the record that says so.
    /// </summary>
    public const string Carried = "policy.carried";

    /// <summary>A file lets more happen than was accepted, and is not in force.</summary>
    public const string Waits = "policy.waits";

    /// <summary>A file differs without letting more happen, and is in force unaccepted.</summary>
    public const string InForce = "policy.in_force";

    /// <summary>A lock that no record confirms; nothing is in force.</summary>
    public const string Refused = "policy.refused";

    /// <summary>The whole workspace is frozen; on record before it happens.</summary>
    public const string Frozen = "policy.frozen";

    /// <summary>A person lifted a freeze; on record before it is lifted.</summary>
    public const string Resumed = "policy.resumed";

    /// <summary>Channels are about to be told what <c>type</c> says; their message names this record.</summary>
    public const string AnnouncesKind = "policy.announces";

    /// <summary>A channel was told of that, or could not be.</summary>
    public const string NotifiedKind = "policy.notified";

    /// <summary>Id of every record of a freeze: the newest of them says whether a freeze holds.</summary>
    public const string FreezeId = "policy.freeze";

    private const string Rule = RuleNames.PolicyLock;

    /// <summary>A record that confirms a lock.</summary>
    /// <param name="kind"><see cref="Accepted"/>, <see cref="FirstSeen"/> or <see cref="Carried"/>.</param>
    /// <param name="digest">Digest of the lock's bytes.</param>
    /// <param name="files">What was accepted by it now; for the other kinds all of it.</param>
    /// <param name="codeTyped">Whether the code of a channel was demanded and typed; null for the other kinds.</param>
    public static AuditEvent Vouched(
        string kind, string digest, IEnumerable<LockedFile> files, Principal actor, DateTimeOffset at,
        bool? codeTyped = null) => new(
        kind, LockId, actor.Name, null, at, new JsonObject
        {
            ["rule"] = Rule,
            ["digest"] = digest,
            ["proof"] = codeTyped is { } typed
                ? new JsonObject { ["name_typed"] = true, ["code_typed"] = typed } : null,
            ["files"] = new JsonArray([.. files.Select(file => new JsonObject
            {
                ["file"] = file.File, ["version"] = file.Version.ToString(), ["digest"] = file.Digest,
            })]),
        });

    /// <summary>A file that differs from what was accepted.</summary>
    /// <param name="kind"><see cref="Waits"/> or <see cref="InForce"/>.</param>
    /// <param name="accepted">What stays the measure; null when nothing of the file was ever accepted.</param>
    /// <param name="changes">The fields that differ.</param>
    public static AuditEvent Differs(
        string kind, string file, LockedFile? accepted, string? found, string why,
        IEnumerable<(string Path, string? Before, string? After, bool Widens)> changes, Principal actor,
        DateTimeOffset at) => new(
        kind, file, actor.Name, null, at, new JsonObject
        {
            ["rule"] = Rule,
            ["file"] = file,
            ["expected"] = accepted?.Digest,
            ["version"] = accepted?.Version.ToString(),
            ["found"] = found,
            ["why"] = AuditText.Untrusted(why),
            ["fields"] = new JsonArray([.. changes.Select(change => new JsonObject
            {
                ["field"] = change.Path, ["before"] = change.Before, ["after"] = change.After,
                ["widens"] = change.Widens,
            })]),
        });

    /// <summary>A lock that is refused.</summary>
    public static AuditEvent NotGoneBy(
        string? found, string? expected, string why, Principal actor, DateTimeOffset at) =>
        new(Refused, Refused, actor.Name, null, at, new JsonObject
        {
            ["rule"] = Rule,
            ["file"] = PolicyLock.FileName,
            ["found"] = found,
            ["expected"] = expected,
            ["why"] = why,
        });

    /// <summary>A freeze of the whole workspace.</summary>
    public static AuditEvent Froze(WorkspaceFreeze freeze, Principal by) => new(
        Frozen, FreezeId, by.Name, null, freeze.Since, new JsonObject
        {
            ["rule"] = RuleNames.Freeze,
            ["by"] = by.Name,
            ["from"] = AuditJson.Time(freeze.Since),
            ["until"] = freeze.Until is { } end ? AuditJson.Time(end) : null,
            ["reason"] = AuditText.Untrusted(freeze.Reason),
        });

    /// <summary>The end of a freeze by a person.</summary>
    public static AuditEvent LetGoOn(WorkspaceFreeze freeze, string? reason, Principal by, DateTimeOffset at) => new(
        Resumed, FreezeId, by.Name, null, at, new JsonObject
        {
            ["rule"] = RuleNames.Freeze,
            ["by"] = by.Name,
            ["from"] = AuditJson.Time(freeze.Since),
            ["reason"] = AuditText.Untrusted(reason),
        });

    /// <summary>Channels are about to be told of a stop, or of the end of one.</summary>
    /// <param name="what">The kind of record they are told of.</param>
    public static AuditEvent Announces(
        string what, IEnumerable<string> channels, Principal actor, DateTimeOffset at) =>
        new(AnnouncesKind, AnnouncesKind, actor.Name, null, at, new JsonObject
        {
            ["type"] = what,
            ["channel"] = AuditJson.List(channels),
        });

    /// <summary>The outcome of telling a channel.</summary>
    /// <param name="what">The kind of record it was told of.</param>
    public static AuditEvent Notified(ChannelNotice told, string what, Principal actor, DateTimeOffset at) =>
        new(NotifiedKind, NotifiedKind, actor.Name, null, at, new JsonObject
        {
            ["type"] = what,
            ["channel"] = told.Channel,
            ["status"] = WireWord.Of(told.Status),
            ["why"] = AuditText.Untrusted(told.Why),
        });

    /// <summary>What the channels are about to be told.</summary>
    /// <param name="digest">Digest of the files and their contents that are to be accepted.</param>
    public static AuditEvent AsksFor(
        string digest, IEnumerable<string> files, IEnumerable<string> channels, Principal actor, DateTimeOffset at) =>
        new(Asked, Asked, actor.Name, null, at, new JsonObject
        {
            ["rule"] = Rule,
            ["digest"] = digest,
            ["files"] = AuditJson.List(files),
            ["channel"] = AuditJson.List(channels),
        });
}
