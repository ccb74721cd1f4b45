using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Governance;

/// <summary>
/// Tells the channels of policy and blueprints that everything was stopped, or goes on: a person who
/// reads it and has not done it learns that it was done in their name.
/// </summary>
/// <param name="notifier">Who tells people; null where no person is told.</param>
public sealed class AnnounceStop(
    IBlueprintRepository blueprints, INotifier? notifier, IAuditLog audit, TimeProvider time)
{
    /// <summary>Everything is frozen.</summary>
    public Task<IReadOnlyList<ChannelNotice>> FrozenAsync(
        WorkspaceFreeze freeze, Principal by, CancellationToken cancellation) => TellAsync(
        PolicyEvents.Frozen, "Everything is frozen",
        [("since", $"{freeze.Since:u}"), ("until", freeze.Until is { } end ? $"{end:u}" : "a person lifts it")],
        freeze.Reason, "specskills resume", by, cancellation);

    /// <summary>A freeze was lifted.</summary>
    public Task<IReadOnlyList<ChannelNotice>> ResumedAsync(
        WorkspaceFreeze freeze, string? reason, Principal by, CancellationToken cancellation) => TellAsync(
        PolicyEvents.Resumed, "The freeze is lifted. Services are changed again",
        [("frozen since", $"{freeze.Since:u}"), ("frozen by", UntrustedText.Clean(freeze.By))],
        reason, null, by, cancellation);

    /// <summary>A breaker was reset.</summary>
    public Task<IReadOnlyList<ChannelNotice>> ResetAsync(
        string service, string reason, Principal by, CancellationToken cancellation) => TellAsync(
        AuditKinds.BreakerReset, "A breaker is reset: the agent changes the service again",
        [("service", UntrustedText.Clean(service))], reason, null, by, cancellation);

    private async Task<IReadOnlyList<ChannelNotice>> TellAsync(
        string kind, string title, IReadOnlyList<(string, string)> lines, string? reason, string? command,
        Principal by, CancellationToken cancellation)
    {
        if (notifier is null || Channels() is not { Count: > 0 } channels) return [];
        var words = UntrustedText.Clean(reason ?? "");
        var now = time.GetUtcNow();
        var head = audit.Append(PolicyEvents.Announces(kind, channels, by, now));
        var notices = await notifier.TellAsync(
            channels,
            new Notice
            {
                Event = kind,
                Title = title,
                Lines = [.. lines, ("by", by.Name)],
                RequestersWords = words.Length > 0 ? words : null,
                Command = command,
                Head = head,
                At = now,
            },
            cancellation);
        foreach (var told in notices) audit.Append(PolicyEvents.Notified(told, kind, by, time.GetUtcNow()));
        return notices;
    }

    /// <summary>What concerns every service goes to the channels of all of them.</summary>
    private List<string> Channels()
    {
        var snapshot = blueprints.Read();
        return
        [
            .. snapshot.Services.Select(entry => entry.Blueprint?.Governance?.ApprovalWorkflow)
                .Prepend(snapshot.Policy?.ApprovalWorkflow)
                .SelectMany(workflow => workflow?.NotificationChannels ?? []).Distinct(StringComparer.Ordinal),
        ];
    }
}
