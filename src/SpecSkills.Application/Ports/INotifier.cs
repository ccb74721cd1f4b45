using SpecSkills.Core.Governance;

namespace SpecSkills.Application.Ports;

/// <summary>
/// Tells people something through the channels that policy and blueprints name. What it fails to tell changes nothing
/// about what it was to tell of.
/// </summary>
public interface INotifier
{
    /// <summary>
    /// True when the channel leaves this machine and is set up: a code can go there, and is then demanded.
    /// </summary>
    bool LeavesMachine(string channel);

    /// <summary>Tells every channel, all at once, within seconds; reports each outcome and does not throw.</summary>
    Task<IReadOnlyList<ChannelNotice>> TellAsync(
        IReadOnlyList<string> channels, Notice notice, CancellationToken cancellation);
}
