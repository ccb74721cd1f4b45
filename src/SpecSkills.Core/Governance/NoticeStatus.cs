namespace SpecSkills.Core.Governance;

/// <summary>What came of telling a channel something.</summary>
public enum NoticeStatus
{
    /// <summary>The channel took it.</summary>
    Delivered,

    /// <summary>The channel is set up and did not take it.</summary>
    Failed,

    /// <summary>Nobody has set the channel up on this machine, or it has no such program.</summary>
    NotConfigured,
}
