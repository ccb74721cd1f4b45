using SpecSkills.Application.Audit;
using SpecSkills.Application.Ports;
using SpecSkills.Core.Audit;
using SpecSkills.Core.Governance;
using SpecSkills.Core.Observations;

namespace SpecSkills.Application.Agent;

/// <summary>A person lets everything go on.</summary>
public sealed class ResumeWorkspace(PipelineServices services)
{
    /// <summary>
    /// The freeze that holds, by the state or by the record: tampering with one does not hide the other.
    /// </summary>
    public WorkspaceFreeze? Standing() =>
        services.Memory.Freeze(services.Now) ?? RecordedFreeze.Standing(services.Records, services.Now);

    /// <summary>Lifts it, on record before; null when done, otherwise why not.</summary>
    public string? Execute(Principal by, string? reason)
    {
        if (!by.IsPerson) return $"{by} may not lift a freeze. A person lifts it in a terminal.";
        if (Standing() is not { } freeze) return "Nothing is frozen.";
        services.Audit.Append(PolicyEvents.LetGoOn(freeze, reason, by, services.Now));
        services.Memory.Resume(by);
        return null;
    }
}
