using SpecSkills.Application.Audit;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;
using SpecSkills.Core.Primitives;

namespace SpecSkills.Application.Agent;

/// <summary>
/// Stops everything new at once. Every caller may do so, a script and an agent too, for a stop lets
/// nothing happen. It only ever holds longer; a person alone lifts it.
/// </summary>
public sealed class FreezeWorkspace(PipelineServices services)
{
    private const string NoReason = "no reason given";

    /// <summary>The freeze that holds from now on: the new one, or the one before where that lasts longer.</summary>
    /// <param name="until">When it ends by itself; null: when a person lifts it.</param>
    public WorkspaceFreeze Execute(Principal by, DateTimeOffset? until, string? reason)
    {
        var now = services.Now;
        // By the record: a row that was written into the state alone would be taken out again by who wrote it.
        if (RecordedFreeze.Standing(services.Records, now) is { } standing && standing.Outlasts(until))
            return services.Memory.Freeze(standing, now);
        var words = UntrustedText.Clean(reason ?? "");
        var freeze = new WorkspaceFreeze(now, until, by.Name, words.Length > 0 ? words : NoReason);
        services.Audit.Append(PolicyEvents.Froze(freeze, by));
        var held = services.Memory.Freeze(freeze, now);
        // A shorter one of another process may have come onto the record in between, and the newest is what speaks.
        if (RecordedFreeze.Standing(services.Records, now)?.Outlasts(held.Until) != true)
            services.Audit.Append(PolicyEvents.Froze(held, by));
        return held;
    }
}
