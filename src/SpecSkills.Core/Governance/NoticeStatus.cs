namespace SpecSkills.Core.Governance;

/// <summary>The outcome of telling a channel.</summary>
public enum NoticeStatus
{
    /// <summary>The channel took it.</summary>
    Delivered,

    /// <summary>The channel is set up and did not take it.</summary>
    Failed,

    /// <summary>The channel is not set up on this machine, or the program is missing.</summary>
    NotConfigured,
}
